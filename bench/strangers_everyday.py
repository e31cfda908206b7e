"""Made-up values for bench/strangers/everyday-*.txt: what people paste into a chat in English.

Names of many peoples in many spellings, telephone numbers of the ranges that regulators keep for
films where there is one, addresses as envelopes have them, dates of birth, references, plates,
passwords that are words.
"""

import re
import string
from collections.abc import Callable
from random import Random

from strangers_draws import PARTS, ROAD, WORD, birth, digits, grouped, luhn, shaped, some

MONTHS = "January February March April May June July August September October November December".split()  # fmt: skip
GIVEN = {
    "in": "Priya Arjun Kavitha Sanjay Deepika Harpreet Meenakshi Rahul Ananya Vikram".split(),
    "zh": "Wei Xiaoming Jianguo Meiling Yuting Zhiqiang Hui Lihua Siu-Wai Ka-Man".split(),
    "ar": "Fatima Youssef Khalid Noura Tariq Hanan Mustafa Layla Abdulrahman Zainab".split(),
    "sl": "Oksana Dmytro Zuzana Piotr Milica Agnieszka Vesna Bogdan Yelena Stanislav".split(),
    "es": "Guadalupe Joaquín Rocío Alejandro Ximena Íñigo Mercedes Raúl Marisol Ignacio".split(),
    "af": "Chinedu Adaeze Kwame Thandiwe Oluwaseun Amara Sipho Wanjiru Folake Kofi".split(),
    "gb": "Gareth Eleanor Rhys Imogen Callum Siobhan Trevor Philippa Dominic Bronwen".split(),
    "us": "Brandon Kaylee Darnell Courtney Wesley Shanice Tyler Marcy Duane Brittany".split(),
}  # fmt: skip
NAMES = {
    "in": "Raghunathan Banerjee Chaudhary Iyer Gill Mukherjee Patil Venkatesan Sharma Nair".split(),
    "zh": "Zhang Ouyang Xu Leung Qian Huang Tsai Wong Feng Cheung".split(),
    "ar": "Al-Rashid Haddad El-Sayed Mansour Khoury bin-Saleh Aziz Darwish Nasser Qureshi".split(),
    "sl": "Shevchenko Nowakowska Horváthová Petrović Wiśniewski Novotný Ivanenko Jovanović Kravets Dudek".split(),
    "es": "Quintero Etxeberria Bustamante Peñalver Zamora Olmedo Cifuentes Salgado Arriaga Noguera".split(),
    "af": "Nwosu Mensah Dlamini Adeyemi Okafor Mwangi Boateng Ndlovu Eze Kamau".split(),
    "gb": "Featherstone Llewellyn O'Rourke Pritchard Ashworth McAllister Hargreaves Trelawney Sedgwick Dunmore".split(),
    "us": "Kowalski Hendricks Washington Delgado Stratton Buchanan Whitaker Yoder McKinney Pruitt".split(),
}  # fmt: skip
TOWNS = "Leeds Bristol Hexham Norwich Cardiff Dundee Shrewsbury Truro".split()
SIMPLE = "sunflower marmalade tortoise rainbow buttercup dolphin pancakes lighthouse wellington gingerbread".split()  # fmt: skip
ONES = "zero one two three four five six seven eight nine".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()  # fmt: skip
TENS = {5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}


def given(draw: Random, of: str = "") -> str:
    return draw.choice(GIVEN[of or draw.choice(sorted(GIVEN))])


def surname(draw: Random, of: str = "") -> str:
    return draw.choice(NAMES[of or draw.choice(sorted(NAMES))])


def person(draw: Random) -> str:
    of = draw.choice(sorted(GIVEN))
    return f"{given(draw, of)} {surname(draw, of)}"


def initials(draw: Random) -> str:
    first, last = draw.choice(string.ascii_uppercase[:20]), surname(draw)
    middle = draw.choice(["", f" {draw.choice('ABCDEJMPRT')}."])
    return f"{first}.{middle} {last}"


def triple(draw: Random) -> str:
    of = draw.choice(sorted(GIVEN))
    middle = draw.choice([given(draw, of), f"{draw.choice('ABDEJKLMRST')}."])
    last = surname(draw, of)
    return f"{given(draw, of)} {middle} {draw.choice([last, f'{last}-{surname(draw, of)}'])}"


def postcode(draw: Random) -> str:
    area = draw.choice([
        f"{draw.choice(['LS', 'BS', 'NE', 'CF', 'SY', 'TR'])}{draw.randint(1, 28)}",
        f"{draw.choice('BEGLMNSW')}{draw.randint(1, 9)}",
        f"{draw.choice(['NW', 'SE', 'SW'])}{draw.randint(1, 9)}",
        f"{draw.choice(['EC1A', 'W1T', 'SW1P', 'WC2H', 'EC2V'])}",
    ])  # fmt: skip
    return f"{area} {draw.randint(0, 9)}{some(draw, 'ABDEFGHJLNPQRSTUWXYZ', 2)}"


def number(draw: Random) -> str:
    return f"{draw.randint(1, 240)}{draw.choice(['', '', '', 'A', 'b', 'B'])}"


def flat(draw: Random) -> str:
    return draw.choice([
        f"Flat {draw.randint(1, 40)}", f"Flat {draw.randint(1, 9)}{draw.choice('ABC')}",
        f"Apartment {draw.randint(1, 60)}", f"Unit {draw.randint(1, 30)}", "Top Floor Flat",
    ])  # fmt: skip


def uk_block(draw: Random) -> str:
    lines = [f"{number(draw)} {draw.choice(ROAD)}", draw.choice(TOWNS), postcode(draw)]
    return "\n".join(draw.choice([lines, [flat(draw), *lines]]))


def us_line(draw: Random, between: str) -> str:
    road = draw.choice(["Sycamore St", "W Oakland Ave", "Old Mill Rd", "N 14th St", "County Road 12", "Peachtree Ln", "Highland Blvd"])  # fmt: skip
    unit = draw.choice(["", f" Apt {draw.randint(1, 40)}{draw.choice('ABC')}", f", Unit {draw.randint(1, 90)}", f" #{draw.randint(2, 40)}"])  # fmt: skip
    town, state = draw.choice([("Fairhaven", "MA"), ("Cedar Falls", "IA"), ("Boise", "ID"), ("San Marcos", "TX"), ("St. Cloud", "MN")])  # fmt: skip
    zipped = digits(draw, 5) + draw.choice(["", "", f"-{digits(draw, 4)}"])
    return f"{draw.randint(12, 9800)} {road}{unit}{between}{town}, {state} {zipped}"


def indian(draw: Random) -> str:
    return draw.choice([
        f"Flat {draw.randint(101, 904)}, Sai Residency, {draw.randint(2, 20)}th Cross, Indiranagar, Bengaluru 5600{draw.randint(10, 99)}",
        f"H.No. {draw.randint(2, 20)}-{draw.randint(2, 9)}-{draw.randint(10, 400)}, Vijayapuri Colony, Hyderabad - 5000{draw.randint(10, 99)}",
        f"{draw.randint(2, 90)}/{draw.randint(2, 30)}, Gandhi Nagar, Near SBI ATM, Pune, Maharashtra 4110{draw.randint(10, 60)}",
        f"Plot No {draw.randint(2, 300)}, Sector {draw.randint(2, 60)}, Noida, U.P. 2013{draw.randint(10, 19)}",
    ])  # fmt: skip


def dated(draw: Random, *forms: str) -> str:
    year, month, day = birth(draw)
    tail = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return draw.choice(forms).format(
        y=year, yy=f"{year % 100:02}", m=month, mm=f"{month:02}", d=day, dd=f"{day:02}",
        th=f"{day}{tail}", month=MONTHS[month - 1], mon=MONTHS[month - 1][:3],
    )  # fmt: skip


def spoken_birth(draw: Random) -> str:
    year, month, day = draw.randint(50, 99), draw.randint(1, 12), draw.randint(1, 20)
    unit = f" {ONES[year % 10]}" if year % 10 else ""
    return f"the {ORDINALS[day - 1]} of {MONTHS[month - 1]} nineteen {TENS[year // 10]}{unit}"


def phone_us(draw: Random, *forms: str) -> str:
    area = draw.choice(["303", "617", "206", "614", "512"])
    return draw.choice(forms).format(a=area, n=f"01{digits(draw, 2)}")


def phone_uk(draw: Random) -> str:
    end = some(draw, string.digits, 3)
    return draw.choice([
        f"07700 900{end}", f"07700900{end}", f"07700 900 {end}", f"+44 7700 900{end}",
        f"+44 (0)7700 900{end}", f"0044 7700 900{end}", f"+447700900{end}",
    ])  # fmt: skip


def phone_uk_land(draw: Random) -> str:
    end = some(draw, string.digits, 3)
    return draw.choice([
        f"020 7946 0{end}", f"(020) 7946 0{end}", f"0113 496 0{end}", f"01632 960{end}",
        f"01632 960 {end}", f"+44 20 7946 0{end}", f"0131 496 0{end}",
    ])  # fmt: skip


def phone_eu(draw: Random) -> str:
    two, three = some(draw, string.digits, 2), some(draw, string.digits, 3)
    return draw.choice([
        f"030 23125{three}", f"+49 (0)30 23125 {three}", f"0171 39200{two}", f"0171/39200{two}",
        f"06 39 98 {two} 17", f"+33 (0)6 39 98 {two} 40", f"06.39.98.{two}.22", f"01 99 00 {two} 31",
        f"+34 612 {three} {three}", f"612 {three} {three}", f"612 {two} {two} 19", f"91 {three} 45 {two}",
    ])  # fmt: skip


def phone_in(draw: Random) -> str:
    body = f"{draw.choice('6789')}{some(draw, string.digits, 9)}"
    return draw.choice([
        f"+91 {body[:5]} {body[5:]}", f"+91-{body}", f"{body[:5]} {body[5:]}", f"0{body[:5]} {body[5:]}",
        f"{body[:5]}-{body[5:]}", f"+91 {body[:3]} {body[3:6]} {body[6:]}", f"022-2{body[:3]} {body[3:7]}",
    ])  # fmt: skip


def phone_au(draw: Random) -> str:
    end = some(draw, string.digits, 3)
    return draw.choice([
        f"0491 570 {end}", f"0491570{end}", f"+61 491 570 {end}", f"(02) 5550 1{end}", f"03 7010 1{end}",
        f"+61 2 5550 1{end}",
    ])  # fmt: skip


def mailbox(draw: Random) -> str:
    first, last = (
        re.sub("[^a-z]", "", word.lower()) for word in (given(draw, "gb"), surname(draw, "us"))
    )
    local = draw.choice([
        f"{first}.{last}+{draw.choice(['shop', 'news', 'school'])}", f"{first[0]}{last}", f"{first}_{last}{digits(draw, 2)}",
        f"{first}", f"{last}.family", f"{first}-{last}",
    ])  # fmt: skip
    host = draw.choice(["gmail.test", "outlook.test", "btinternet.test", f"{draw.choice(WORD)}.co.uk.test", f"{draw.choice(WORD)}.test"])  # fmt: skip
    return f"{local}@{host}"


def handle(draw: Random) -> str:
    return f"@{given(draw, 'gb').lower()}{draw.choice(['_', '.', ''])}{draw.choice(WORD)}{draw.choice(['', digits(draw, 2)])}"


def word_password(draw: Random) -> str:
    return draw.choice([
        draw.choice(SIMPLE), draw.choice(SIMPLE).capitalize(), f"{draw.choice(SIMPLE)}{draw.randint(1, 99)}",
        f"{draw.choice(SIMPLE)}-{draw.choice(SIMPLE)}", f"{draw.choice(SIMPLE)}{draw.choice(SIMPLE)}",
    ])  # fmt: skip


def card(draw: Random, *seps: str) -> str:
    body = draw.choice(["4", "5"]) + draw.choice("1235") + some(draw, string.digits, 13)
    return grouped(luhn(body), 4, draw.choice(seps))


def reference(draw: Random) -> str:
    return shaped(draw.choice(["{Z2}{d7}", "{Z3}-{d6}", "{d8}", "{Z1}{d3}/{d5}", "{d4}-{d4}-{d3}", "{Z2}/{d6}/{d2}"]), draw)  # fmt: skip


EVERYDAY_KINDS: dict[str, Callable[[Random], str]] = {
    "person.any": person,
    "person.first": given,
    "person.last": surname,
    "person.initials": initials,
    "person.triple": triple,
    "person.lower": lambda d: person(d).lower(),
    "person.comma": lambda d: f"{surname(d)}, {given(d)}",
    "person.double": lambda d: f"{given(d, 'es')} {surname(d, 'es')} {surname(d, 'es')}",
    **{
        f"person.{of}": (lambda d, of=of: f"{given(d, of)} {surname(d, of)}")
        for of in GIVEN
        if of != "zh"
    },
    "person.romanised": lambda d: f"{given(d, 'zh')} {surname(d, 'zh')}",
    "person.pinyinfirst": lambda d: f"{surname(d, 'zh').upper()} {given(d, 'zh')}",
    "address.ukblock": uk_block,
    "address.ukflat": lambda d: f"{flat(d)}, {number(d)} {d.choice(ROAD)}, {d.choice(TOWNS)} {postcode(d)}",
    "address.ukany": lambda d: f"{number(d)} {d.choice(ROAD)}, {d.choice(['London', *TOWNS])}{d.choice([',', ''])} {postcode(d)}",
    "address.ukname": lambda d: f"{d.choice(['Rose Cottage', 'The Old Forge', 'Hillcrest', 'Brook House'])}, {d.choice(ROAD)}, {d.choice(TOWNS)}, {postcode(d)}",
    "address.ukstreet": lambda d: f"{number(d)} {d.choice(ROAD)}",
    "address.postcode": postcode,
    "address.usline": lambda d: us_line(d, ", "),
    "address.usblock": lambda d: us_line(d, "\n"),
    "address.pobox": lambda d: f"{d.choice(['PO Box', 'P.O. Box', 'P. O. Box'])} {d.randint(12, 9800)}, {d.choice(['Fairhaven, MA 0', 'Boise, ID 8'])}{digits(d, 4)}",
    "address.in": indian,
    "address.au2": lambda d: f"{d.choice([f'Unit {d.randint(1, 30)}, ', f'{d.randint(1, 12)}/', ''])}{d.randint(1, 190)} {d.choice(['Banksia St', 'Wattle Grove', 'Jacaranda Ave'])}, {d.choice(['Larkdale', 'Mount Coolum', 'Parramatta'])} {d.choice(['NSW', 'VIC', 'QLD'])} {d.randint(2000, 4999)}",
    "address.ie": lambda d: f"{d.randint(1, 90)} {d.choice(ROAD)}, Rathmines, Dublin 6, D06 {some(d, 'ACDEFHKNPRTVWXY', 1)}{digits(d, 1)}{some(d, 'ACDEFHKNPRTVWXY', 1)}{digits(d, 1)}",
    "address.it": lambda d: f"Via {d.choice(['Garibaldi', 'dei Mille', 'San Vitale'])} {d.randint(1, 90)}, 4012{d.randint(1, 9)} Bologna",
    "address.at": lambda d: f"{d.choice(['Lindengasse', 'Am Rosenhügel', 'Hauptplatz'])} {d.randint(1, 60)}/{d.randint(1, 30)}, 10{d.randint(1, 2)}0 Wien",
    "date_birth.day": lambda d: dated(d, "{d} {mon} {y}", "{d} {month} {y}", "{th} {mon} {y}", "{d}-{mon}-{y}", "{mon} {d}, {y}", "{month} {th}, {y}"),
    "date_birth.num": lambda d: dated(d, "{dd}/{mm}/{y}", "{d}/{m}/{y}", "{dd}.{mm}.{y}", "{dd}-{mm}-{y}", "{mm}/{dd}/{y}", "{y}-{mm}-{dd}"),
    "date_birth.num2": lambda d: dated(d, "{dd}/{mm}/{yy}", "{d}/{m}/{yy}", "{dd}.{mm}.{yy}", "{dd}-{mm}-{yy}"),
    "date_birth.spoken": spoken_birth,
    "phone.gb": phone_uk,
    "phone.gbland": phone_uk_land,
    "phone.usa": lambda d: phone_us(d, "({a}) 555-{n}", "{a}-555-{n}", "{a}.555.{n}", "+1 {a} 555 {n}", "1-{a}-555-{n}", "{a} 555 {n}", "+1 ({a}) 555-{n}", "({a})555-{n}"),
    "phone.usaext": lambda d: phone_us(d, "{a}-555-{n} ext. 12", "({a}) 555-{n} x204", "{a}.555.{n} ext 31"),
    "phone.eu": phone_eu,
    "phone.india": phone_in,
    "phone.aus": phone_au,
    "email.any": mailbox,
    "account.handle": handle,
    "url.person": lambda d: f"https://{d.choice(['people', 'www', 'social'])}.{d.choice(WORD)}.test/{d.choice(['in/', '@', 'u/'])}{given(d, 'us').lower()}-{surname(d, 'us').lower()}-{digits(d, 3)}",
    "bank_card.any": lambda d: card(d, " ", "-", ""),
    "credential.word": word_password,
    "credential.pin4": lambda d: digits(d, 4),
    "credential.otpgap": lambda d: f"{digits(d, 3)}{d.choice(' -')}{digits(d, 3)}",
    "credential.door": lambda d: d.choice([digits(d, 4), f"C{digits(d, 4)}X", f"{digits(d, 4)}#", digits(d, 6)]),
    "credential.wifi": lambda d: d.choice([f"{d.choice(SIMPLE)}{digits(d, 3)}", some(d, string.ascii_lowercase + string.digits, 10), f"{d.choice(WORD).capitalize()}-{d.choice(PARTS)}-{digits(d, 2)}"]),
    "other_id.ref": reference,
    "person.slashname": lambda d: f"{surname(d, 'us')}/{given(d, 'us')} {d.choice(['MR', 'MRS', 'MS'])}".upper(),
    "location.townuk": lambda d: d.choice(TOWNS),
    "account.upi": lambda d: f"{given(d, 'in').lower()}.{surname(d, 'in').lower()}@ok{d.choice(WORD)}",
    "date_birth.mil2": lambda d: re.sub("[A-Z]+", lambda m: f"{m[0]} /{m[0]}", dated(d, "{dd} {mon} {yy}").upper()),
    "date_birth.dotline": lambda d: dated(d, "{dd}.{mm}.{y}"),
    "vehicle.gb": lambda d: f"{some(d, 'ABCDEFGHKLMNPRSTVWXY', 2)}{d.choice(['19', '68', '21', '72', '24'])}{d.choice([' ', ' ', ''])}{some(d, 'ABCDEFGHJKLMNPRSTUVWXYZ', 3)}",
    "vehicle.eu": lambda d: shaped(d.choice(["{Z2}-{d3}-{Z2}", "{d4} KLM", "B-{Z2} {d4}", "M {Z2} {d4}"]), d),
    "vehicle.in": lambda d: shaped(d.choice(["KA 05 {Z2} {d4}", "MH12{Z2}{d4}", "DL-3C-{Z2}-{d4}"]), d),
    "vehicle.usa": lambda d: shaped(d.choice(["{d1}{Z3}{d3}", "{Z3} {d4}", "{Z3}-{d4}"]), d),
}  # fmt: skip
EVERYDAY_SHAPED = {
    "account.sortgap": "{d2} {d2} {d2}", "account.savings": "{e1}{d9}", "account.loyalty": "{e1}{d8}",
    "other_id.crime": "CR/{d6}/25", "other_id.hotel": "{e1}{d9}", "other_id.studentuk": "s{d7}",
    "other_id.gbvat": "GB {d3} {d4} {d2}", "other_id.bar": "{e1}{d5}", "other_id.chip": "9{d14}",
    "other_id.collar": "{e1}{d3}", "other_id.cas": "E4G{u11}", "other_id.gmc": "{e1}{d6}",
    "other_id.ukdl2": "{Z5}{d1}0{e1}1{d2}{Z2}9{Z2}", "other_id.frame": "{Z2}{d8}{Z1}",
    "other_id.report26": "26-{d6}", "other_id.badge": "{e1}{d3}", "other_id.eticketdash": "125-{d10}",
    "address.zip": "{e1}{d4}",
    "other_id.pnr6": "{A2}{e1}{A3}", "passport.in": "{Z1}{e1}{d6}",
    "passport.au": "PA{d7}", "other_id.frequent": "{e1}{d8}", "other_id.docket": "24-CV-{d5}",
}  # fmt: skip
EVERYDAY_DECOYS: dict[str, Callable[[Random], str]] = {
    "money": lambda d: f"{d.choice(['£', '$', '€', 'USD ', 'AUD '])}{d.randint(1, 9)},{d.randint(100, 999)}.{d.randint(0, 99):02}",
    "small": lambda d: f"{d.choice(['£', '$', '€'])}{d.randint(2, 950)}.{d.randint(0, 99):02}",
    "flight": lambda d: f"{d.choice(['BA', 'LH', 'AF', 'QF', 'EK', 'U2'])}{d.choice(['', ' '])}{d.randint(101, 2999)}",
    "when": lambda d: f"{d.randint(1, 28)} {d.choice(MONTHS)} 2026",
    "whenus": lambda d: f"{d.randint(1, 12)}/{d.randint(1, 28)}/2026",
    "hour": lambda d: f"{d.randint(7, 21):02}:{d.choice(['00', '15', '30', '45'])}",
    "masked": lambda d: f"{d.choice(['**** **** **** ', 'XXXX-XXXX-XXXX-', '************', '•••• '])}{digits(d, 4)}",
    "isbn13": lambda d: f"978-0-{digits(d, 4)}-{digits(d, 4)}-{digits(d, 1)}",
    "sku": lambda d: f"{some(d, string.ascii_uppercase, 3)}-{digits(d, 5)}-{d.choice(['BLK', 'WHT', 'XL'])}",
    "helpline": lambda d: d.choice(["111", "101", "999", "911", "116 123", "112"]),
}  # fmt: skip
