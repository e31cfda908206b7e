"""Sentences with places for names: the registers in which people write to a model."""

# P full name, F first name, L last name, T title, O organisation, C city, G any place, N country,
# X initials; S street address, Z postcode; the rest is no name: E e-mail, H phone, D date, I number, J job, R kin, Y nationality, A acronym,
# W everyday noun, Q product or technology.
TALK = """
My name is {P} and I live in {C}.
my name is {P}, i am a {J} from {G}
Hi, I'm {F}, I work as a {J} at {O}.
hey im {F} from {C}
I am {P}, {J} at {O} in {C}, {N}.
This is {P} from {O}.
{F} and {F} are going to {C} next {W}.
{F} told {F} that the {W} was late.
I met {P} in {C} last year and we talked about {O}.
Write a story about {F}, a {J} who moves from {C} to {G}.
write a short story about {F} and {F} who fall in love in {C}
Write a cover letter for {P} applying for the position of {J} at {O}.
write a poem for my friend {F} who is turning {I}
Rewrite this email to {F} so that it sounds polite
Please write an email to {T} {L} about the {W}.
Can you draft a reply to {P}? He is a {J} at {O}.
Summarize the meeting notes: {F} will send the {W} to {O}, {F} will call {T} {L}.
What do you know about {O}?
What is the {W} of {O} in {N}?
who is {P}
who is {P} and what did he do at {O}?
tell me about {C}
How far is {C} from {C}?
what is the best time to visit {G}
Plan a trip from {C} to {C} for {I} days, stopping in {C} and {G}.
I want to move from {N} to {N}. What papers do I need?
I am a citizen of {N} living in {C}, {N}.
She was born in {C} and studied at {O} before joining {O}.
He graduated from {O} in {D} and joined {O} as a {J}.
{P} is the {J} of {O}, based in {C}.
{P}, {J} at {O}, said that the {W} would open in {C} in {D}.
{P} said, "We are proud of our {W} in {N}."
According to {P}, {O} will open a {W} in {C}.
{O} announced on {D} that {P} will be its new {J}.
{O} and {O} signed a contract worth ${I} million.
{O} is a {W} company headquartered in {C}, {N}.
{O}'s {W} in {G} grew by {I} percent, {P} said.
{F}'s {W} is at {O}.
{T} {L}'s office called about the {W}.
{T} {L} will see you on {D} at {O}.
Dr. {L} and Prof. {L} disagree about the {W}.
I asked {T} {L} whether {F} could come.
My {R} {F} works for {O} in {C}.
my {R} {F} wants a {W} for her birthday
my boss {F} from {O} wants me to write a {W}
{F} is my {R} and {F} is my {R}.
{F}, can you please send me the {W}?
Thanks {F}!
thank you {F}, i will talk to {F} tomorrow
Hello {F}, how are you?
Good morning {T} {L},
Is {F} coming too?
No, {F} is in {C} with {F}.
{F}: Did you hear about the {W}?
{F}: I can't believe it, {F}!
"{F}, wait!" cried {F}, running after {F}.
{F} smiled at {F} and said nothing.
{P} looked out of the window. {L} had not come.
{F} {L} and {F} {L} met at {O} in {D}.
{L}, {F} ({D}). A study of the {W}. {O} Press.
{L} et al. ({D}) show that the {W} is better than in {N}.
As {L} ({D}) argues, the {W} is important (see also {L} & {L}, {D}).
Patient {P}, {I} years old, was admitted to {O} in {C} on {D}.
Patient: {P}. Attending physician: Dr. {L}. Hospital: {O}.
The defendant, {P}, of {C}, was represented by {P} of {O}.
{P} v. {O}
In the case of {L} v. {N}, the court in {C} held that
This agreement is made between {O} and {P} on {D}.
This contract is entered into by {O}, a company registered in {N}, and {O}.
I bought a {W} from {O} and it broke after {I} days.
I have an account with {O} and my card was blocked in {N}.
My order from {O} never arrived at {S}, {C}.
Please ship it to {P}, {S}, {C}, {Z}.
Please deliver the {W} to {S}, {C} {Z}, {N}.
I live at {S}, {C}.
i live at {S} in {C}
We moved from {S}, {C} to {S}, {C} in {D}.
The office is at {S}, {C}, {G} {Z}.
Our new address is {S}, {C} {Z}.
Meet me at {S} at {I} pm.
The shop on {S} is closed.
Send the invoice to {O}, {S}, {C} {Z}, {N}.
{P} lives at {S}, {C}, and works at {O}.
You can reach {P} at {E} or {H}.
Contact {F} on {H} or write to {E}.
For questions ask {P} ({E}).
Please call {T} {P} at {H} before {D}.
The {W} of {F} and {F} takes place in {C} on {D}.
I was in {C}, {C} and {C}, but never in {N}.
{G} is in {N}.
Weather in {C} today?
is it raining in {C}?
book a table for {I} people at {O} in {C}
flights from {C} to {C} on {D}
{P} ({N}) won the race in {C} ahead of {P} ({N}).
{L} beat {L} {I}-{I} in {C}.
{O} {I}, {O} {I}
{O} beat {O} in the final in {C}.
{P} scored twice for {O} against {O}.
the {N} {J} {P} visited {C} and met {P}
{P} (born {D} in {C}) is a {J} from {N}.
{P} was the {R} of {P} and grew up in {C}.
It was directed by {P} and stars {P} and {P}.
{P}, {P} and {P} founded {O} in {D}.
Members: {P}, {P}, {P} and {P}.
Attendees: {F}, {F}, {F}, {T} {L}
cc {F} {L}, {F} {L}
team: {F} ({J}), {F} ({J}), {F} ({J})
I studied {W} at {O} and did an internship at {O}, {C}.
Education: {O}, {C}, {D}
Experience: {J}, {O}, {C} ({D} - {D})
References: {P}, {J} at {O}, {H}
As a {J} at {O} I managed a team of {I} people in {C} and {C}.
I am writing to apply for the position of {J} at {O}.
I hope to hear from you soon. {P}
the email is from {P} at {O} asking about the {W}
translate to spanish: {F} has a {W} in {C}
correct the grammar: {F} go to {C} yesterday with his {R} {F}
{F} has {I} apples and gives {I} to {F}. How many apples does {F} have?
Act as {P}, a {J} from {C}.
{O} vs {O} which is better
alternatives to {O}
is {O} a good company to work for
{O} customer service number in {N}
My {R} was born in {G} and speaks the language of {N}.
{P} ordered a {W} from {O} on {D}, tracking number {I}.
The package for {F} {L} was left at {S}.
From {C}, {P} reports for {O}.
{C}, {N} - {P} of {O} said on {D} that
{C} ({O}) -- The {W} rose by {I} percent.
Mr. and Mrs. {L} of {C}
{T} and {T} {L}
King {F} of {N} and Queen {F}
Saint {F} of {C}
Governor {L} of {G}
President {L} met Prime Minister {L} in {C}.
Sgt. {L} and Officer {L} of the {O}
the late {P}
Uncle {F} and Aunt {F} came from {C}.
{F} wrote the code, {F} reviewed it.
{F} broke the build again, ask {F} or {T} {L}.
As {F} suggested in the last meeting, we should drop the {W}.
Hi {F}, regarding the {W} that {F} raised with {O} last week, please call {F}.
({I}, '{F}', '{L}', '{D}', {I}), ({I}, '{F}', '{L}', '{D}', {I})
{I},{F},{L},{E},{C}
"name": "{P}", "company": "{O}", "city": "{C}"
["first_name": "{F}", "last_name": "{L}"]
INSERT INTO people VALUES ({I}, '{P}', '{E}', '{C}');
{P} {P} {P}
{P}; {P}; {P} and {P}
{F}, {F}, {F} and {F} went to the {W}
{L}, {X}. ({D}). The {W} in {N}. {O}.
{L}, {X}., & {L}, {X}. ({D}). On the {W}. Journal of {W}, {I}.
({L} & {L}, {D}; {L} et al., {D})
my teacher is ms {L} and my friend is {F}
email to mr {L}
write an email to {T} {L} from {F} about the {W} at {O}
{P} CV
Resume of {P}, {J}, {C}
{J} - {O}, {C} | {D} - {D}
{O} | {C}, {N} | {J}
{J}, {O} ({D})
Worked at {O} and {O} as {J}.
Certified by {O}. Trained at {O}.
{O} is better than {O} for my {W}
{O} and {O} are competitors of {O}
How does {O} make money?
SWOT analysis of {O}
write a {W} description for {O}
Write an instagram post for {O}, a {W} shop in {C}
our company {O} sells a {W} in {G}
I work for {O}.
{O}'s CEO {P} resigned.
{P} of {O} told {O} that
shares of {O} fell {I} percent after {O} reported
The {D} issue of {O} featured {P}.
partners: {O}, {O}, {O}, {O}
brands such as {O}, {O} and {O}
{O} ({C}) and {O} ({N}) merged.
{P} joined {O} from {O}.
I am from {C} but {F} is from {N}.
{G}, {G} and {G}
How to get a visa for {N}
the history of {C}
{F} the {W} lives near {G}.
Prince {F} and Princess {F} of {G}
{F} sighed. "I know, {F}."
"{F}!" {F} shouted. "Where is {F}?"
Chapter {I}: {F} and the {W}
{F} (laughing): What a {W}!
Characters: {F}, a {J}; {F}, her {R}; {P}, a {J} from {C}
ok so {F} said {F} should not go to {C} because {F} is there
how do i cancel my {O} subscription
my {O} account was suspended, what can i do
is {O} down today
i bought it from {O} and want a refund
what does {O} do
write a linkedin post for {O}
write a caption for {O} in {C}
act as a customer of {O} and complain about the {W}
my uncle works for {O} in {C}, can he refer me
i got an offer from {O} and one from {O}, which one is better
compare {O}, {O} and {O} for a small {W}
review of {O} {W}
{O} {W} review
create an ad for the {O} {W}
i study at {O} in {C}
i am applying to {O} and {O}
sop for {O}
essay about my friend {F}
poem about {F} and {F}
{F} likes {W} but {F} does not
story: {F} meets {F} in {C}
{F}, {F} and {F} live in {C}
a short biography of {P}
{P} {J} {C}
{P} height age wife
who is {P} married to
song lyrics by {P}
books by {P}
{L} and {L} v {O}
things to do in {C} with kids
cheap hotels in {C}
is {C} safe
how many people live in {C}
{G} capital
best {W} in {C} {N}
move to {C} or {C}
apartment for rent in {C}
{C} to {C} by train
reply to {F}: thanks for the {W}
rewrite: hi {F}, the {W} from {O} is late
{F} from {O} called about the {W}
email to {F} at {O}
{O}'s {W} app does not work
I use {O} and {O} every day.
We moved our {W} from {O} to {O}.
The {W} is made by {O}.
As an employee of {O} ({C}), I
{P}\n{J}\n{O}
{P} | {J} | {C}
{P} - {J}
""".strip().split("\n")
FORMS = """
Name: {P}
Full name: {P}
First name: {F}
Last name: {L}
Surname: {L}
Customer: {P}
Client: {O}
Patient: {P}
Employee: {P}
Contact: {P}
Contact person: {P}, {O}
Applicant: {P}
Author: {P}
Manager: {T} {L}
Company: {O}
Employer: {O}
Organization: {O}
School: {O}
University: {O}
Bank: {O}
Address: {S}, {C}, {Z}
Address: {S}
Street: {S}
City: {C}
Country: {N}
State: {G}
Location: {C}, {N}
Place of birth: {C}
Nationality: Unknown
Email: {E}
E-mail: {E}
Phone: {H}
Mobile: {H}
Date of birth: {D}
Date: {D}
Subject: the {W} for {O}
From: {P} <{E}>
To: {P} <{E}>
Cc: {P}, {P}
Signed: {P}
Witness: {P}
Doctor: Dr. {P}
Position: {J}
Order number: {I}
Status: open
Notes: call {F} about the {W}
Attn: {P}
Ship to: {P}, {S}, {C} {Z}
Bill to: {O}, {S}, {C}
Assignee: {P}
Reporter: {F}
Signed-off-by: {P} <{E}>
Co-authored-by: {P} <{E}>
Reviewed-by: {P} <{E}>
Author: {P} <{E}>
@author {P}
# Author: {P} <{E}>
// written by {P}, {D}
# TODO({F}): remove this {W}
* {P} - {J}
- {P}, {O}
- {C}
- {O}
1. {P}
2. {O}, {C}
| {P} | {J} | {C} |
| {O} | {N} | {I} |
{P}, {J}, {O}
{P};{C};{E}
""".strip().split("\n")
OPENINGS = """
Dear {T} {L},
Dear {F},
Dear {P},
Dear {T} {P},
Dear {O} team,
Hi {F},
hi {F}
Hello {F} and {F},
Hey {F}!
{F},
{T} {L},
Good afternoon {F},
To {T} {L}
Respected {T} {L},
Dear Sir or Madam,
Hi team,
Hi all,
Hello everyone,
""".strip().split("\n")
CLOSINGS = """
Best regards,\\n{P}
Best,\\n{F}
Kind regards,\\n{P}\\n{J}\\n{O}\\n{S}\\n{C} {Z}\\n{H}\\n{E}
Sincerely,\\n{P}
Sincerely yours,\\n\\n{P}\\n{O}
Thanks,\\n{F}
thanks\\n{F}
Cheers,\\n{F}
Yours truly,\\n{P}\\n{S}\\n{C}, {G} {Z}
Regards\\n{P}
Warm regards,\\n{T} {P}\\n{J}, {O}
- {F}
--\\n{P}\\n{O}
Love, {F}
Respectfully,\\n{P}
Sent by {F}
""".strip().split("\n")
BLOCKS = """
{P}\\n{S}\\n{C}\\n{N} {Z}
{P}\\n{O}\\n{S}\\n{C}, {G} {Z}
{O}\\n{S}\\n{Z} {C}\\n{N}
{T} {P}\\n{S}, {C}, {Z}
{P}\\n\\n{S}\\n {C}\\n {N}\\n {Z}
{S}, {C}, {G} {Z}
{S}\\n{C}\\n{Z}
{S}, {Z} {C}, {N}
{P}, {S}, {C}
{O}, {S}, {C} {Z}
{P} | {J} | {O} | {C} | {H} | {E}
{P}\\n{J} at {O}\\n{C}, {N}
""".strip().split("\n")
JOBS = """teacher, nurse, software engineer, lawyer, accountant, driver, chef, professor, student, director, CEO, CFO,
project manager, sales manager, marketing manager, consultant, architect, plumber, electrician, farmer, journalist,
photographer, designer, researcher, scientist, doctor, dentist, pharmacist, waiter, singer, actor, football player,
president, chairman, spokesperson, senator, judge, police officer, pilot, engineer, data analyst, Senior Engineer,
Head of Sales, Account Manager, Managing Director, Chief Executive, minister, mayor, author, editor, clerk""".replace(
    "\n", " "
).split(", ")
KIN = "mother father brother sister son daughter wife husband friend cousin uncle aunt boss colleague neighbor girlfriend boyfriend teacher grandfather dog cat".split()
NOUNS = """house car report meeting invoice budget contract letter project plan book party wedding dinner conference
presentation website app logo campaign product delivery refund complaint ticket schedule holiday garden school
factory market river music dress laptop phone ring recipe exam thesis essay speech lecture interview application
license permit visa passport loan mortgage account payment salary bonus shipment warehouse machine engine software
update bug release server database test review design strategy policy rule law tax bill trial vaccine treatment
diagnosis surgery allergy diet workout race match game tournament film song album painting exhibition museum""".split()
TECH = """Python JavaScript TypeScript Rust Go Java Kotlin Swift React Angular Vue Django Flask FastAPI Docker Kubernetes
Linux Ubuntu Debian Windows macOS Android PostgreSQL MySQL SQLite Redis Kafka Spark Hadoop Pandas NumPy PyTorch
TensorFlow GitHub GitLab Jenkins Terraform Ansible Excel Word PowerPoint Photoshop Figma Chrome Firefox Safari
Node.js Express Spring Hibernate Jira Confluence Markdown JSON YAML HTML CSS SQL GraphQL OpenAPI Bash Git GPT-4
ChatGPT Claude Gemini Llama Bitcoin Ethereum Solidity Unity Blender Arduino ESP32 Raspberry""".split()
TECH_TALK = """
How do I install {Q} on {Q}?
I have an error in {Q}: the {W} is not defined.
Write a {Q} script which reads the {W} and prints it.
Convert this {Q} code to {Q}.
The {Q} server returns {I} when the {W} is empty.
Explain the difference between {Q} and {Q}.
{Q} supports {Q} and {Q} out of the box.
Use {Q} with {Q} to deploy the {W}.
Run `npm install` and start the {W} with {Q}.
## {Q} integration
### Usage with {Q}
- **{Q}**: the {W} for {Q}
The Manager class holds the Session and the Client.
Returns the Response object of the Request.
See the Getting Started guide and the API Reference.
Note: Set the `Content-Type` header to application/json.
Changed in version {I}: the Default value is None.
Create a table for the {W} with {I} columns.
What is the best {W} for beginners?
The {W} and the {W} were late on Monday and Tuesday in April.
In March and May the English and the French {W} differ.
Is there a God? Christmas and Easter are in the Bible.
My {A} is {I}{I}{I}.
What is an {A}? Send me the {A} and the {A} by Monday.
Mark the date, bill the {W} and grace the table with a rose.
Mark your calendar for the {W}.
Rose and violet are colours of the {W}.
The Will To Win: May the {W} be with you
Bill of materials for the {W}
Chase the {W}, hunt the {W}, drew a page on a frank {W}.
Amber, Ruby, Jade and Pearl are names of stones and colours.
The turner, the baker, the smith and the mason built the {W}.
Turner and Fitter wanted for the {W}
Christian art, Jordan almonds, Paris Agreement, London broil, Brazil nuts and Swiss cheese
Fill in the {A} field and press Enter, then Save and Exit.
Best Practices For Your {W}
Introduction, Methods, Results and Discussion
Grace period for the {W} ends in May or June.
I love {Y} food and {Y} {W}.
The {Y} and the {Y} differ on the {W}.
translate this to {Y}
{Y} people like the {W}
Can you help me with my {W}?
Give me ten ideas for a {W}.
Once upon a time there was a small {W}.
Thank You For Your {W}
THE {W} IS NOT READY YET
PLEASE READ THE {W} BEFORE YOU START
How To Write A Good {W}
Dear Customer, your {W} is ready.
To whom it may concern,
The Board of Directors approved the {W}.
Mother and Father went to the market with Grandma.
""".strip().split("\n")
ACRONYMS = """IBAN SSN VAT PIN ID CV PDF FAQ CEO CFO HR IT API URL SKU ISBN GPA GDP PTO ETA FYI ASAP DIY TBD
KPI ROI SEO B2B SaaS PR TV PC USB GPS ATM NDA RSVP OTP QR BIC SWIFT PO RFQ""".split()
TITLES = [
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof.",
    "Professor",
    "Sir",
    "Miss",
    "Doctor",
    "Rev.",
    "Judge",
]
TOKENS_OF = {
    "P": "PERSON",
    "U": "LOCATION",
    "X": "PERSON",
    "F": "PERSON",
    "L": "PERSON",
    "O": "ORG",
    "C": "LOCATION",
    "G": "LOCATION",
    "N": "LOCATION",
    "S": "ADDRESS",
    "Z": "ADDRESS",
}
