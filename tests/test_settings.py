"""The settings: read once, wrong ones named all together, secrets never shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings but the test's own: neither this shell's nor a developer's .env."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    read_settings.cache_clear()
    yield
    read_settings.cache_clear()


def test_without_any_setting_it_is_the_demo(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings.is_demo
    assert settings.database_url is None
    assert settings.mentor_sync_home == tmp_path / ".data"
    assert settings.givebutter_requests_per_minute == 480


def test_both_keys_mean_the_real_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOTFORM_API_KEY", "a")
    monkeypatch.setenv("GIVEBUTTER_API_KEY", "b")
    assert not read_settings().is_demo


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("JOTFORM_API_KEY", "GIVEBUTTER_API_KEY is not set but JOTFORM_API_KEY is"),
        ("GIVEBUTTER_API_KEY", "GIVEBUTTER_API_KEY is set but JOTFORM_API_KEY is not"),
    ],
)
def test_one_key_alone_names_the_other(monkeypatch: pytest.MonkeyPatch, given: str, said: str) -> None:
    monkeypatch.setenv(given, "hush")
    with pytest.raises(SettingsError, match=said) as raised:
        read_settings()
    assert "hush" not in str(raised.value)


def test_every_problem_is_named_at_once_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hush@host/x")
    monkeypatch.setenv("JOTFORM_BASE_URL", "ftp://hush")
    monkeypatch.setenv("GIVEBUTTER_REQUESTS_PER_MINUTE", "hush")
    monkeypatch.setenv("JOTFORM_API_KEY", "hush")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    text = str(raised.value)
    for name in ("DATABASE_URL", "JOTFORM_BASE_URL", "GIVEBUTTER_REQUESTS_PER_MINUTE", "GIVEBUTTER_API_KEY"):
        assert name in text
    assert "hush" not in text


def test_a_file_is_read_and_the_environment_stands_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GIVEBUTTER_REQUESTS_PER_MINUTE=10\nMENTOR_SYNC_HOME=from-file\n")
    monkeypatch.setenv("MENTOR_SYNC_HOME", str(tmp_path / "from-environment"))
    settings = read_settings()
    assert settings.givebutter_requests_per_minute == 10
    assert settings.mentor_sync_home == tmp_path / "from-environment"


def test_what_is_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("JOTFORM_API_KEY", "")
    assert read_settings().is_demo


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@host:5433/name?sslmode=require",
        "postgres://host/name",
        "postgresql:///name?host=/run/postgresql",
    ],
)
def test_every_way_to_name_a_postgresql_is_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert read_settings().database_url.get_secret_value() == url


@pytest.mark.parametrize("url", ["mentors", "mysql://host/name", "postgresql://host", "postgresql://host/"])
def test_what_names_no_postgresql_database_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingsError, match="DATABASE_URL is not a PostgreSQL address"):
        read_settings()


def test_addresses_end_without_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOTFORM_BASE_URL", "https://eu-api.jotform.com/")
    assert read_settings().jotform_base_url == "https://eu-api.jotform.com"


def test_secrets_do_not_show_in_any_view_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JOTFORM_API_KEY", "GIVEBUTTER_API_KEY"):
        monkeypatch.setenv(name, "hush")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hush@host/x")
    settings = read_settings()
    assert "hush" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_the_example_file_names_every_setting_and_is_usable(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / ".env.example"
    named = {line.partition("=")[0] for line in example.read_text().splitlines() if "=" in line and line[0] != "#"}
    assert named == {name.upper() for name in Settings.model_fields}
    (tmp_path / ".env").write_text(example.read_text())
    assert read_settings() == Settings(_env_file=None)


BOTH = {"JOTFORM_API_KEY": "hush", "GIVEBUTTER_API_KEY": "hush"}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("hush\u200b", "an invisible character \\(zero width space\\) as character 5 of 5"),
        ("\ufeffhush", "an invisible character"),
        ("\u2018hush\u2019", "quotes around it"),
        ('"hush"', "quotes around it"),
        ("hush\n", "a blank or a line break at its beginning or end"),
        (" hush", "a blank or a line break at its beginning or end"),
        ("hu\r\nsh", "a line break as character 3"),
        ("hu sh", "a blank as character 3"),
        ("hüsh", "latin small letter u with diaeresis"),
        ("hu\udcffsh", "a byte that is no UTF-8"),
    ],
)
@pytest.mark.parametrize("name", ["JOTFORM_API_KEY", "GIVEBUTTER_API_KEY", "JOTFORM_BASE_URL"])
def test_what_cannot_be_sent_is_named_in_words_and_without_its_value(monkeypatch, name, key, said):
    for variable, value in {**BOTH, name: key}.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=f"{name} .*{said}") as raised:
        read_settings()
    assert "hush" not in str(raised.value)
    assert str(raised.value).count("\n- ") == 1, "one fault, one sentence"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_named(tmp_path, encoding):
    (tmp_path / ".env").write_bytes("JOTFORM_API_KEY=hush\nGIVEBUTTER_API_KEY=hush\n".encode(encoding))
    with pytest.raises(SettingsError, match=r"\.env is saved as UTF-16.*save it as UTF-8"):
        read_settings()


def test_a_byte_order_mark_hides_no_setting(tmp_path):
    (tmp_path / ".env").write_bytes("JOTFORM_API_KEY=hush\nGIVEBUTTER_API_KEY=hush\n".encode("utf-8-sig"))
    assert not read_settings().is_demo


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("GIVEBUTTER_API_KEY=hüsh".encode("latin-1"), "line 2: GIVEBUTTER_API_KEY is not UTF-8"),
        ("# für später".encode("cp1252"), "line 2: the line is not UTF-8"),
        ("\u200bGIVEBUTTER_API_KEY=hush".encode(), "line 2: the name GIVEBUTTER_API_KEY holds an invisible character"),
        ("GIVEBUTTER_API\u00ad_KEY=hush".encode(), "line 2: the name GIVEBUTTER_API_KEY holds an invisible character"),
    ],
)
def test_a_line_that_cannot_be_read_or_seen_is_named(tmp_path, line, said):
    (tmp_path / ".env").write_bytes(b"JOTFORM_API_KEY=hush\n" + line + b"\n")
    with pytest.raises(SettingsError, match=said) as raised:
        read_settings()
    assert "hush" not in str(raised.value)


def test_names_may_be_written_small(tmp_path):
    (tmp_path / ".env").write_text("jotform_api_key=hush\nexport givebutter_api_key=hush\n")
    assert not read_settings().is_demo
