"""Invented people's names, places and tags: the words the demo season is made of."""

from collections.abc import Mapping

GIRLS = (
    "Abigail", "Adriana", "Aisha", "Alexandra", "Alice", "Amelia", "Ana", "Anika", "Audrey", "Aurora", "Autumn",
    "Beatrice", "Bianca", "Brianna", "Camila", "Caroline", "Chloe", "Claire", "Daisy", "Deborah", "Delia", "Diana",
    "Eleanor", "Elena", "Elise", "Elizabeth", "Emma", "Esther", "Fatima", "Fiona", "Gabrielle", "Grace", "Hannah",
    "Hazel", "Imani", "Iris", "Isabella", "Ivy", "Jasmine", "Jennifer", "Jessica", "Josephine", "Julia", "Katherine",
    "Keisha", "Lakshmi", "Laura", "Layla", "Leah", "Lucy", "Madeline", "Maeve", "Margaret", "Maria", "Maya", "Mei",
    "Naomi", "Natalie", "Nia", "Nora", "Olivia", "Paige", "Penelope", "Phoebe", "Priya", "Rebecca", "Rosa", "Ruby",
    "Sabrina", "Samantha", "Sara", "Simone", "Sofia", "Stephanie", "Susan", "Tamara", "Teresa", "Thuy", "Valeria",
    "Victoria", "Violet", "Willow", "Yasmin", "Zoe",
)  # fmt: skip
BOYS = (
    "Aaron", "Adam", "Adrian", "Ahmed", "Andrew", "Anthony", "Arjun", "Benjamin", "Blake", "Brandon", "Caleb",
    "Carlos", "Charles", "Christopher", "Daniel", "Darius", "David", "Diego", "Dominic", "Edward", "Elijah",
    "Emmanuel", "Ethan", "Felix", "Gabriel", "George", "Gregory", "Henry", "Hiro", "Hugo", "Isaac", "Ivan", "Jalen",
    "James", "Jonathan", "Joseph", "Julian", "Kenji", "Kevin", "Kwame", "Leo", "Liam", "Lucas", "Malik", "Marcus",
    "Mateo", "Matthew", "Michael", "Miles", "Mohammed", "Nathaniel", "Nicholas", "Noah", "Oliver", "Omar", "Oscar",
    "Patrick", "Quentin", "Rahul", "Raymond", "Robert", "Ryan", "Samuel", "Sebastian", "Silas", "Simon", "Terrence",
    "Theodore", "Thomas", "Timothy", "Tobias", "Tyler", "Victor", "Vikram", "Vincent", "Wei", "William", "Xavier",
    "Zachary",
)  # fmt: skip
NICKNAMES: Mapping[str, str] = {
    "Abigail": "Abby", "Alexandra": "Alex", "Andrew": "Andy", "Anthony": "Tony", "Benjamin": "Ben",
    "Charles": "Charlie", "Christopher": "Chris", "Daniel": "Dan", "Deborah": "Debbie", "Edward": "Ed",
    "Elizabeth": "Liz", "Gabrielle": "Gabby", "Gregory": "Greg", "Jennifer": "Jen", "Jessica": "Jess",
    "Jonathan": "Jon", "Joseph": "Joe", "Katherine": "Kate", "Madeline": "Maddie", "Margaret": "Maggie",
    "Matthew": "Matt", "Michael": "Mike", "Nathaniel": "Nate", "Nicholas": "Nick", "Penelope": "Penny",
    "Raymond": "Ray", "Rebecca": "Becky", "Robert": "Bob", "Samantha": "Sam", "Samuel": "Sam", "Stephanie": "Steph",
    "Susan": "Sue", "Theodore": "Ted", "Thomas": "Tom", "Timothy": "Tim", "Victoria": "Vicky", "William": "Bill",
    "Zachary": "Zach",
}  # fmt: skip
MIDDLES = (
    "Ann",
    "Claire",
    "Drew",
    "Elise",
    "Grant",
    "Jae",
    "James",
    "Jane",
    "Kay",
    "Lee",
    "Marie",
    "Reid",
    "Rose",
    "Shea",
)
SURNAMES = (
    "Abbott", "Acosta", "Adams", "Adeyemi", "Alvarez", "Anders", "Appiah", "Arnold", "Ashford", "Bailey", "Banerjee",
    "Barnes", "Beck", "Bennett", "Bianchi", "Bishop", "Blackwell", "Boateng", "Bowen", "Bradley", "Brooks", "Bryant",
    "Burke", "Calloway", "Campos", "Carver", "Castillo", "Chandler", "Chen", "Choi", "Clayton", "Coleman", "Cortez",
    "Crane", "Cruz", "Dalton", "Dawson", "Delgado", "Desai", "Diaz", "Dixon", "Donovan", "Drake", "Eaton", "Ellison",
    "Espinoza", "Farley", "Fischer", "Fleming", "Flores", "Foster", "Fuentes", "Gallagher", "Garner", "Gibbs",
    "Goodwin", "Graves", "Guerrero", "Gupta", "Hale", "Hammond", "Harlow", "Hayes", "Hendrix", "Herrera", "Hoffman",
    "Holloway", "Hopkins", "Huang", "Hudson", "Ibarra", "Ingram", "Iyer", "Jansen", "Jensen", "Jimenez", "Kapoor",
    "Kaufman", "Keller", "Kim", "Kirby", "Kowalski", "Lambert", "Larsen", "Lawson", "Leblanc", "Lindsey", "Liu",
    "Lockhart", "Lozano", "Maddox", "Mahoney", "Marsh", "Mbeki", "Medina", "Mendez", "Mercer", "Meyer", "Molina",
    "Moreno", "Nakamura", "Navarro", "Newton", "Nguyen", "Nolan", "Norris", "Obi", "Okafor", "Oliveira", "Osborne",
    "Owens", "Pacheco", "Park", "Patel", "Payne", "Perkins", "Pham", "Pierce", "Porter", "Quinn", "Ramsey", "Randall",
    "Reddy", "Reyes", "Rhodes", "Rivers", "Rojas", "Romano", "Rowe", "Salazar", "Santos", "Sawyer", "Schmidt",
    "Serrano", "Shah", "Sharma", "Shepard", "Silva", "Singh", "Snyder", "Solomon", "Sparks", "Stone", "Suarez",
    "Sutton", "Tanaka", "Terry", "Thornton", "Tran", "Trujillo", "Tucker", "Underwood", "Valdez", "Vance", "Vasquez",
    "Vaughn", "Velasco", "Vogel", "Wade", "Walters", "Wang", "Warren", "Watkins", "Weaver", "Webster", "Whitfield",
    "Wilder", "Winters", "Wolfe", "Xiong", "Yang", "Yates", "Young", "Yu", "Zamora", "Zhang", "Ziegler",
)  # fmt: skip
ACCENTED = (
    ("José", "Jose"), ("Zoë", "Zoe"), ("André", "Andre"), ("Renée", "Renee"), ("Chloé", "Chloe"), ("Inés", "Ines"),
    ("Björn", "Bjorn"), ("Raúl", "Raul"), ("Sofía", "Sofia"), ("Noël", "Noel"), ("Anaïs", "Anais"),
    ("Héctor", "Hector"),
)  # fmt: skip
APOSTROPHES = ("O'Brien", "D'Angelo", "O'Malley", "D'Souza", "O'Keefe", "N'Diaye")
DOUBLES = ("Garcia Lopez", "De La Cruz", "Van Dyke", "St. Clair", "Silva Santos", "Del Toro")
LONG_PREFERRED = "Bartholomew Maximilian the Third of Athens"
CITIES = (
    ("Athens", "GA", "30601"), ("Atlanta", "GA", "30303"), ("Marietta", "GA", "30060"), ("Savannah", "GA", "31401"),
    ("Macon", "GA", "31201"), ("Augusta", "GA", "30901"), ("Decatur", "GA", "30030"), ("Roswell", "GA", "30075"),
    ("Charlotte", "NC", "28202"), ("Greenville", "SC", "29601"), ("Nashville", "TN", "37201"),
    ("Portland", "ME", "04101"),
)  # fmt: skip
STREETS = (
    "Oak Street",
    "Maple Avenue",
    "Mill Road",
    "Pine Lane",
    "Hill Street",
    "Lake Drive",
    "Church Street",
    "Elm Court",
)
CROWD_TAGS = (
    "Donor", "Newsletter", "Volunteer", "Parent", "Fall Fundraiser 2023", "Spring Gala", "VIP: $500+",
    "5K Run/Walk ’24", "#GivingTuesday",
    "Alumni (EXU)", "Corporate Match", "Mères & Pères", "do not call?", "Board | Emeritus",
)  # fmt: skip
COMPANIES = ("Bakery", "Books", "Cycles", "Dental", "Florist", "Garage", "Hardware", "Pharmacy", "Roasters", "Studios")
NOTES = (
    "Met at the spring fair.\nWants to hear about trainings.",
    'Asked for a receipt.\n\nSent by post, "urgent".',
    "Prefers e-mail; calls go unanswered.",
    "Second gift this year, thank in person\n- board\n- staff",
)  # fmt: skip
STORIES = (
    "I had a mentor & it helped me.",
    "Because it&#039;s fun!",
    "My sister did it.\r\nNow it is my turn.",
    None,
    None,
)
PARTNER_NOTES = (
    "We are roommates",
    "Please not with my ex :)",
    "I can drive\r\n& bring snacks",
    "",
    "Either is fine",
    None,
)
