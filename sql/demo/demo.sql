-- The demo service keeps its invented season in SQLite; these are all statements it needs.

-- name: schema
-- The whole state of the demo. Documents are kept as the JSON text that is served.
CREATE TABLE IF NOT EXISTS facts (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS forms (
    id        TEXT PRIMARY KEY,
    kind      TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    created_at TEXT NOT NULL,
    questions TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS submissions (
    id         INTEGER PRIMARY KEY,
    form_id    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT,
    status     TEXT NOT NULL,
    doc        TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS submissions_by_form ON submissions (form_id, created_at, id);
CREATE TABLE IF NOT EXISTS contacts (
    id            INTEGER PRIMARY KEY,
    type          TEXT NOT NULL,
    external_id   TEXT,
    first_name    TEXT,
    last_name     TEXT,
    primary_email TEXT,
    primary_phone TEXT,
    emails        TEXT NOT NULL,
    tags          TEXT NOT NULL,
    total         REAL NOT NULL,
    recurring     REAL NOT NULL,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    archived_at   TEXT
);
CREATE INDEX IF NOT EXISTS contacts_listed ON contacts (archived_at, type);
CREATE INDEX IF NOT EXISTS contacts_updated ON contacts (archived_at, type, updated_at);
CREATE INDEX IF NOT EXISTS contacts_by_external_id ON contacts (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_by_name ON contacts (last_name, first_name);
CREATE TABLE IF NOT EXISTS contact_docs (
    id        INTEGER PRIMARY KEY,
    doc       TEXT NOT NULL,
    household TEXT
);
CREATE TABLE IF NOT EXISTS members (
    id  INTEGER PRIMARY KEY,
    doc TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS campaigns (
    id  INTEGER PRIMARY KEY,
    doc TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS people (
    id    INTEGER PRIMARY KEY,
    mn_id TEXT,
    doc   TEXT NOT NULL
);

-- name: clear
-- Empties everything before another world is written.
DELETE FROM facts;
DELETE FROM forms;
DELETE FROM submissions;
DELETE FROM contacts;
DELETE FROM contact_docs;
DELETE FROM members;
DELETE FROM campaigns;
DELETE FROM people;

-- name: forget_people
-- The truth about everybody of a season that is over.
DELETE FROM people;

-- name: read_fact
-- One remembered value of the demo.
SELECT value
FROM facts
WHERE key = :key

-- name: write_fact
-- Remembers a value of the demo.
INSERT INTO facts (key, value)
VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- name: save_form
-- A form with its questions.
INSERT INTO forms (id, kind, title, created_at, questions)
VALUES (:id, :kind, :title, :created_at, :questions)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, questions = excluded.questions

-- name: put_form_by
-- The form of a former season makes room for the one that goes by its kind from now on.
UPDATE forms
SET kind = :former
WHERE kind = :kind

-- name: form
-- A form by its id or by its kind.
SELECT id, kind, title, created_at, questions
FROM forms
WHERE id = :key OR kind = :key

-- name: form_counts
-- How many submissions a form has, how many are unread, and the latest.
SELECT count(*) AS count, max(created_at) AS last
FROM submissions
WHERE form_id = :form_id AND status = 'ACTIVE'

-- name: save_submission
-- A submission, new or changed.
INSERT INTO submissions (id, form_id, created_at, updated_at, status, doc)
VALUES (:id, :form_id, :created_at, :updated_at, :status, :doc)
ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, status = excluded.status, doc = excluded.doc

-- name: submission
-- One submission.
SELECT doc
FROM submissions
WHERE id = :id

-- name: remove_submission
-- Takes a submission out of every listing.
DELETE FROM submissions
WHERE id = :id

-- name: form_submissions
-- All submissions of a form, oldest first.
SELECT id, doc
FROM submissions
WHERE form_id = :form_id
ORDER BY id

-- name: submissions_ascending
-- One page of a form's submissions, lowest first, within the filters that are set.
SELECT doc
FROM submissions
WHERE form_id = :form_id
  AND (:id_gt IS NULL OR id > :id_gt)
  AND (:id_lt IS NULL OR id < :id_lt)
  AND (:created_gt IS NULL OR created_at > :created_gt)
  AND (:created_lt IS NULL OR created_at < :created_lt)
  AND (:updated_gt IS NULL OR updated_at > :updated_gt)
  AND (:updated_lt IS NULL OR updated_at < :updated_lt)
  AND (:status_ne IS NULL OR status <> :status_ne)
ORDER BY CASE :order WHEN 'id' THEN id WHEN 'updated_at' THEN updated_at ELSE created_at END, id
LIMIT :limit OFFSET :offset

-- name: submissions_descending
-- One page of a form's submissions, highest first, within the filters that are set.
SELECT doc
FROM submissions
WHERE form_id = :form_id
  AND (:id_gt IS NULL OR id > :id_gt)
  AND (:id_lt IS NULL OR id < :id_lt)
  AND (:created_gt IS NULL OR created_at > :created_gt)
  AND (:created_lt IS NULL OR created_at < :created_lt)
  AND (:updated_gt IS NULL OR updated_at > :updated_gt)
  AND (:updated_lt IS NULL OR updated_at < :updated_lt)
  AND (:status_ne IS NULL OR status <> :status_ne)
ORDER BY CASE :order WHEN 'id' THEN id WHEN 'updated_at' THEN updated_at ELSE created_at END DESC, id DESC
LIMIT :limit OFFSET :offset

-- name: save_contact
-- The columns by which a contact is found.
INSERT INTO contacts (
    id, type, external_id, first_name, last_name, primary_email, primary_phone, emails, tags,
    total, recurring, created_at, updated_at, archived_at
)
VALUES (
    :id, :type, :external_id, :first_name, :last_name, :primary_email, :primary_phone, :emails, :tags,
    :total, :recurring, :created_at, :updated_at, :archived_at
)
ON CONFLICT (id) DO UPDATE SET
    type = excluded.type,
    external_id = excluded.external_id,
    first_name = excluded.first_name,
    last_name = excluded.last_name,
    primary_email = excluded.primary_email,
    primary_phone = excluded.primary_phone,
    emails = excluded.emails,
    tags = excluded.tags,
    total = excluded.total,
    recurring = excluded.recurring,
    updated_at = excluded.updated_at,
    archived_at = excluded.archived_at

-- name: save_contact_doc
-- The contact as it is served, and its household, which the API does not show.
INSERT INTO contact_docs (id, doc, household)
VALUES (:id, :doc, :household)
ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, household = excluded.household

-- name: contact
-- One contact with its household.
SELECT doc, household
FROM contact_docs
WHERE id = :id

-- name: contact_docs
-- The contacts of one page, in any order.
SELECT id, doc
FROM contact_docs
WHERE id IN (SELECT value FROM json_each(:ids))

-- name: households
-- The households of living contacts with their members, one page of them.
SELECT d.household, json_group_array(d.id) AS members
FROM contact_docs AS d
JOIN contacts AS c ON c.id = d.id
WHERE d.household IS NOT NULL AND c.archived_at IS NULL
GROUP BY d.household
ORDER BY d.household
LIMIT :limit OFFSET :skip

-- name: contact_docs_after
-- The next contacts for the CSV export, in the order of their ids.
SELECT d.id, d.doc, d.household
FROM contact_docs AS d
JOIN contacts AS c ON c.id = d.id
WHERE c.id > :after AND c.type = 'individual' AND c.archived_at IS NULL
ORDER BY c.id
LIMIT :limit

-- name: contact_ids_listed
-- The ids of everything that a listing without filters shows, from an index alone.
SELECT id
FROM contacts
WHERE archived_at IS NULL AND type = :type
ORDER BY id

-- name: contact_ids_updated
-- The ids of what changed since a moment, from an index alone.
SELECT id
FROM contacts
WHERE archived_at IS NULL AND type = :type AND updated_at > :updated_after
ORDER BY id

-- name: contact_ids
-- The ids of all contacts that a listing shows, within the filters that are set.
SELECT id
FROM contacts
WHERE archived_at IS NULL
  AND type = :type
  AND (:created_after IS NULL OR created_at > :created_after)
  AND (:created_before IS NULL OR created_at < :created_before)
  AND (:updated_after IS NULL OR updated_at > :updated_after)
  AND (:updated_before IS NULL OR updated_at < :updated_before)
  AND (:total_min IS NULL OR total >= :total_min)
  AND (:total_max IS NULL OR total <= :total_max)
  AND (:recurring_min IS NULL OR recurring >= :recurring_min)
  AND (:recurring_max IS NULL OR recurring <= :recurring_max)
  AND (:tag IS NULL OR instr(tags, char(10) || :tag || char(10)) > 0)
  AND (:email IS NULL OR instr(emails, char(10) || lower(:email) || char(10)) > 0)
  AND (:primary_email IS NULL OR lower(primary_email) = lower(:primary_email))
  AND (:first_name IS NULL OR lower(first_name) = lower(:first_name))
  AND (:last_name IS NULL OR lower(last_name) = lower(:last_name))
ORDER BY id

-- name: contact_order
-- What a listing is sorted by, for every contact.
SELECT
    id,
    CASE :sort_by
        WHEN 'created_at' THEN created_at
        WHEN 'total_contributions' THEN total
        WHEN 'recurring_contributions' THEN recurring
        WHEN 'primary_email' THEN primary_email
        ELSE lower(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))
    END AS sort_key
FROM contacts

-- name: contact_with_external_id
-- The living contact that carries an External ID.
SELECT id
FROM contacts
WHERE external_id = :external_id AND archived_at IS NULL
ORDER BY id
LIMIT 1

-- name: contact_state
-- Whether a contact exists, and when it was archived.
SELECT archived_at
FROM contacts
WHERE id = :id

-- name: same_person
-- The living contact with the same name and the same primary e-mail or phone.
SELECT id
FROM contacts
WHERE last_name = :last_name AND first_name = :first_name AND archived_at IS NULL
  AND (primary_email = :primary_email OR primary_phone = :primary_phone)
ORDER BY id
LIMIT 1

-- name: last_contact
-- The highest contact id so far.
SELECT max(id) AS id
FROM contacts

-- name: last_member
-- The highest member id so far.
SELECT max(id) AS id
FROM members

-- name: save_member
-- A campaign member, new or changed.
INSERT INTO members (id, doc)
VALUES (:id, :doc)
ON CONFLICT (id) DO UPDATE SET doc = excluded.doc

-- name: member
-- One campaign member.
SELECT doc
FROM members
WHERE id = :id

-- name: remove_member
-- A member who left the campaign.
DELETE FROM members
WHERE id = :id

-- name: members
-- One page of a campaign's members.
SELECT doc
FROM members
WHERE id >= :first AND id < :end
ORDER BY id
LIMIT :limit OFFSET :offset

-- name: count_members
-- How many members a campaign has.
SELECT count(*) AS count
FROM members
WHERE id >= :first AND id < :end

-- name: save_campaign
-- A campaign, new or changed.
INSERT INTO campaigns (id, doc)
VALUES (:id, :doc)
ON CONFLICT (id) DO UPDATE SET doc = excluded.doc

-- name: campaigns
-- All campaigns.
SELECT id, doc
FROM campaigns
ORDER BY id

-- name: save_person
-- What is true of one person, hidden from the product.
INSERT INTO people (id, mn_id, doc)
VALUES (:id, :mn_id, :doc)
ON CONFLICT (id) DO UPDATE SET mn_id = excluded.mn_id, doc = excluded.doc

-- name: people
-- Everybody, as only the demo knows them.
SELECT doc
FROM people
ORDER BY id

-- name: last_person
-- The highest person number so far.
SELECT max(id) AS id
FROM people
