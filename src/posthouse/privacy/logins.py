"""Names of people as logins spell them: tmurphy, maren.holloway, kowalski76, li.wei.

The commonest forenames and surnames of Europe, the Americas and South Asia stand here; Chinese ones
are read by pinyin.py. A login of a service (root, deploy, jenkins) says nothing of anybody.
"""

from __future__ import annotations

import re

from posthouse.privacy.namewords import TRADE
from posthouse.privacy.pinyin import is_login_of_person
from posthouse.privacy.words import either, words

_FORENAMES = words(
    "aaron adam adrian agnieszka aisha alan albert alejandra alejandro alex alexander alexandra "
    "alexis alice alicia alina allan allison amanda amelia amina amit amy ana anastasia andre "
    "andrea andreas andrei andrew angela angelica anil anita anna anne annika anthony antoine "
    "anton antonio aoife arjun arnold arthur asha ashley astrid audrey aurelie axel barbara "
    "beatrice benjamin bernard bernd bethany bianca boris bradley brandon brenda brendan brian "
    "bridget britta brittany bronwen bruno bryan callum camila camille carlos carmen caroline "
    "catherine cecilia charles charlotte chiara chinedu chloe christian christina christine "
    "christoph christopher ciaran claire clara claudia clement colin connor cornelia courtney "
    "craig cristina cynthia damian daniel daniela danielle darren david deborah declan deepak "
    "deepika denis dennis derek diana diego dieter dimitri dirk dmitry dmytro dominic dominik "
    "donald donna dorothy douglas duncan dylan edgar edward eileen elaine eleanor elena elisabeth "
    "elise elizabeth ella ellen emily emma enrique eoin erik erika ernesto esteban esther ethan "
    "eugene evelyn fabian farah fatima felipe felix fernando fiona florian frances francesca "
    "francesco francis franck frank franz frederic frederik gabriel gabriela gareth gary geoffrey "
    "george gerald gerhard giovanni giulia gloria gordon graham greg gregory guadalupe guillaume "
    "gunnar gustavo gwen hannah hans harald harold harpreet harriet harry hassan heather hector "
    "heidi heike heinz helen helena helga helmut henrik henry holger howard hugo ibrahim ignacio "
    "igor imogen imran ines ingrid irene irina isaac isabel isabella isabelle ivan jack jacob "
    "jacques jamal james jamie jan jane janet janina janine jasmine jason javier jean jeffrey "
    "jennifer jens jeremy jerome jessica jesus jill jim joachim joan joanna joao joel johan johann "
    "johanna johannes john jonas jonathan jordan jorge josef joseph joshua juan judith julia "
    "julian juliana julie julien justin kamil karen karim karin karl karolina kasper katarina kate "
    "katherine kathleen kathryn katja kavita keisha keith kelly kenneth kevin khalid kieran "
    "kirsten klaus konrad krishna kristen kristina krzysztof kwame kyle lakshmi larry lars laura "
    "lauren laurent layla leah lena leonardo leslie liam liliana lillian linda lisa lorenzo louise "
    "lowri lucas lucia lucy luis luisa lukas madeleine magdalena magnus mahmoud malcolm manfred "
    "manuel marc marcel marcelo marco marcos marcus margaret maria mariana marie marina mario "
    "marion marisol marta martha martin martina marvin mateo mathias mathieu matteo matthew "
    "matthias maureen maurice maxime megan mehmet melanie melissa michael michal michel michelle "
    "miguel milica miriam mohamed mohammad mohammed monica monika morwenna mustafa nadia nadine "
    "nancy natalia natalie natasha nathan neil niamh nicholas nicola nicolas nicole nigel niklas "
    "nikolai nina nitin noah noor nora norbert norman oksana olaf olga oliver olivia oscar osman "
    "owain pablo padraig pamela paolo patricia patrick paul paula pauline pavel pedro peter petra "
    "philip philipp philippa phillip pierre piotr pooja prakash priya rachel rafael rahul raj "
    "rajesh ralf ramesh ramon raquel raul ravi raymond rebecca regina reinhard renata rene rhys "
    "ricardo richard rita robert roberto rocio rodrigo roger rohan roland roman ronald rosa "
    "rosemary ross roxana rupert ruth ryan sabine sabrina salman samantha samir samuel sandra "
    "sanjay santiago sara sarah saskia scott sean sebastian sergei sergio shane shannon sharon "
    "sheila shirley siddharth silvia simon simone sinead siobhan sofia sonia sophia sophie "
    "srinivas stacey stefan stefanie stephan stephanie stephen steven stuart sunil suresh susan "
    "susanne sven sylvia tamara tanja tanya tariq tatiana terence teresa thandiwe thomas thorsten "
    "tiffany tim timothy tobias todd tomas tomasz tracy trevor tyler tyrone ulrich ulrike ursula "
    "uwe valentina valerie vanessa veronica victoria vijay vikram vincent virginia vivian vladimir "
    "walter wanda wayne wendy werner wilhelm william wojciech wolfgang xavier ximena yannick "
    "yasmin yolanda yusuf yvonne zachary zainab zoe zuzana"
)
_SURNAMES = words(
    "abbott abrams acosta adams adeyemi agarwal aguilar ahmad ahmed albrecht alexander allen "
    "almeida alvarado alvarez anderson andersson andrews arnold arora arroyo ashworth atkins "
    "atkinson austin avila ayala bailey baker baldwin banerjee barker barnes barnett barrett "
    "bartlett barton bauer baumann beck becker bennett benson berger bergman bernard bhatt bianchi "
    "bishop blair blake bowen bowman boyd bradford bradley brandt brennan briggs brooks browning "
    "bryant buchanan burgess burke burnett burns burton butler byrne caldwell callahan cameron "
    "campbell carlson carpenter carroll carter carvalho castillo castro chandra chapman chaudhary "
    "chavez christensen christian clarke clayton coleman collins colombo connolly connor contreras "
    "conway cooper costello cox craig crawford cruz cunningham curtis dalton daniels davidson "
    "davies davis dawson delacruz delgado desai diaz dickson dietrich dixon dobson doherty "
    "donnelly donovan doran dougherty douglas doyle dubois dudek dumont duncan dunn dupont duran "
    "edwards elliott ellis engel eriksson espinoza evans farrell ferguson fernandes fernandez "
    "ferrari ferreira fischer fisher fitzgerald fitzpatrick fleming fletcher flores flynn foley "
    "fontaine forbes fournier franco franklin fraser freeman friedman fuchs fuentes fuller "
    "gallagher gallo garcia gardner garner garrett garza george gibbs gibson gilbert gill girard "
    "goldberg gomes gomez gonzales gonzalez goodman goodwin gordon gould graham gregory griffin "
    "griffith grimes gruber guerrero gupta gustafsson gutierrez guzman haas hahn hamilton hammond "
    "hansen hanson harding hargreaves harper harrington harris harrison hartmann harvey hassan "
    "hawkins hayes heller henderson hendricks henry hernandez herrera hess hicks higgins hoffman "
    "hoffmann holland holloway holmes holt hopkins horvath houston howard hubbard huber hudson "
    "huerta huffman hughes humphrey hunt hussain hutchinson ibarra ingram iyer jackson jacobs "
    "jacobsen jacobson jansen jansson jefferson jenkins jennings jensen jimenez johansen johansson "
    "johnson johnston jones jordan joseph joshi juarez kamau kapoor kaufman kaufmann kaur keller "
    "kelley kelly kennedy khan klein knight kovacs kowalski kraft kramer krause krishnan kruger "
    "kumar lambert lang lange larsen larson lawrence lawson leblanc lefebvre lehmann leonard leroy "
    "levine lewandowski lewis lindberg lindgren lindqvist llewellyn lloyd lombardi lopez lorenz "
    "lowe lucas ludwig lynch macdonald mackenzie maier malone manning marino marshall martin "
    "martinez mason matthews maurer maxwell mcallister mccarthy mcconnell mccormick mccoy mcdonald "
    "mcdowell mcgrath mcgregor mcguire mcintyre mckenna mckenzie mckinney mclaughlin mcmahon "
    "mcmillan medina mehta meier mejia mendez mendoza mensah mercer meyer michel miller mitchell "
    "mitra mohamed molina monroe montgomery montoya moore morales moran moreau moreno moretti "
    "morgan morris morrison moser mueller mukherjee muller munoz murphy murray naidu nair navarro "
    "nelson neumann newman newton nguyen nichols nielsen nilsson nowak nunez obrien ochoa oconnor "
    "odonnell ogden okafor okonkwo oliveira oliver olsen olson oneill ortega ortiz osborne owens "
    "pacheco padilla palmer papadopoulos parker parsons patel patil patterson pearson pedersen "
    "pereira perez perkins perry petersen peterson petrov pham phillips pierce popescu popov "
    "porter powell pratt preston pritchard pruitt quinn quintero rahman ramirez ramos ramsey "
    "randall rasmussen reddy reeves reid reilly reyes reynolds ribeiro ricci richards richardson "
    "richter riley rivera roberts robertson robinson robles rodgers rodrigues rodriguez rogers "
    "rojas romano romero rosales rossi rowland rubio ruiz russell russo ryan salazar salgado "
    "sanchez sanders sandoval santiago santos saunders sawyer schaefer schmid schmidt schmitt "
    "schmitz schneider scholz schreiber schroeder schubert schulte schultz schulz schumacher "
    "schuster schwartz schwarz scott serrano shah sharma shaw shelton shepherd sheridan shevchenko "
    "silva simmons simon simpson sinclair singh skinner smirnov smith snyder sokolov solomon "
    "sorensen soto sousa spencer stafford stanley stein steiner stephens stephenson stevens "
    "stevenson stewart stratton strickland sullivan sutherland sutton svensson sweeney szabo "
    "takahashi tanaka taylor thapa thomas thompson thomson thornton torres townsend tran tremblay "
    "trujillo tucker turner underwood valdez valencia vargas vasquez vaughan vazquez vega "
    "velasquez verma vogel volkov wagner walker wallace walsh walters walton ward warner warren "
    "washington watkins watson weaver webb weber webster weiss welch wells werner whitaker "
    "whitehead wilkins wilkinson williams williamson willis wilson wolfe wolff woodard woodward "
    "wright yamamoto yates yilmaz yoder zamora ziegler zimmerman zimmermann"
)
# What reads like a name and is a word, or a program.
_WORDS = words(
    "amity annex bakery catkins chess clang dwells fallen fishery freddy gallop graves jeans march "
    "moored pierced price renew sharding sharper slang slower victorian winters "
    "jenkins hudson travis jordan victoria oliver"
)
_EXAMPLE = re.compile(r"j(?:ohn|ane)?[._-]?smith[0-9]?|smith[._-]?j(?:ohn|ane)?")
"""Whom manuals write of."""
_LEAST, _MOST = 4, 32
_NAME = re.compile(
    rf"(?P<g>{either(_FORENAMES)})[._](?P<l>[a-z]{{3,20}})[0-9]{{0,4}}"
    rf"|(?:{either(_FORENAMES)})-?(?:{either(_SURNAMES)})[0-9]{{0,4}}"
    rf"|(?P<f>[a-z]{{2,16}})[._](?:{either(_SURNAMES)})[0-9]{{0,4}}"
    rf"|[a-z][._-]?(?:{either(one for one in _SURNAMES if len(one) > 3)})[0-9]{{0,4}}"
    rf"|(?:{either(_SURNAMES)})[._](?:{either(_FORENAMES)}|[a-z])[0-9]{{0,4}}"
    rf"|(?:{either(one for one in _FORENAMES | _SURNAMES if len(one) > 3)})[._]?[a-z]?[0-9]{{2,4}}"
    rf"|(?:{either(one for one in _FORENAMES if len(one) > 3)})[a-z]"
    rf"|(?:{either(one for one in _SURNAMES if len(one) > 4)})[a-z]"
)


def is_login(text: str) -> bool:
    """Tell whether a login, in small letters, is somebody's name."""
    if is_login_of_person(text):
        return True
    if not _LEAST <= len(text) <= _MOST or text.rstrip("0123456789") in _WORDS:
        return False
    if _EXAMPLE.fullmatch(text):
        return False
    found = _NAME.fullmatch(text)
    return found is not None and found["l"] not in TRADE and found["f"] not in TRADE
