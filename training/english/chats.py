"""What people type to a model, beside sentences.py: with names, and with what only looks like one.

Slots are those of sentences.py; here besides: B a title of a job in capitals, K a heading of
everyday words in capitals, V an abbreviation that names nothing, M a product.
"""

TYPED = """
my best friend is named {F}
a boy named {F} and a girl called {F} go to {C}
write a story about a dog named {F}
a company called {O} which sells {W}s in {C}
my company is called {O}, we make a {W}
i run a small {W} business called {O}
the name of my shop is {O}
its name is {O}
the brand name is {O}, suggest a slogan
i work for {O} as a {J}
why i want to work for {O}
why do you want to join {O}?
i have an interview at {O} next week for {J}
ad for {O} {W}, 30% off
give me 5 captions for {O}
campaign for the next {I} days for {O}
reply to the review of {F}: the {W} was cold
reply to mr {L} that the {W} is ready
email to ms {L} about the {W}, from {F}
hi {F} hope you are well
{F} here, i need the {W} by {D}
thank you {F} and {F}
i met {F} at {O}
{F} from {O} asked for the {W}
please ask {F} or {F} {L}
{F} {L}, {X}. {L} and {F} went to {C}
as {L} et al. ({D}) showed, the {W} is better
({L} et al., {D}; {L} and {L}, {D})
In a {W} study, {L} et al. [{I}] found that {L} and coworkers [{I}] were wrong.
{L}, {X}., {L}, {X}., & {L}, {X}. ({D}). The {W} and the {W}. {O} Press, {C}.
{L}, {F}. "The {W} of the {W}." {C}: {O}, {D}.
{L}, {F} {X}. The {W}. {O}, {D}.
“I know,” said {F}. “But {F} does not.”
“I’ll be there,” {F} whispered. ‘I can’t,’ said {F}.
“Hang on! I’m {F},” he said.
‘I want the {W}’— {F}’s voice shook.
{F}’s {W} is with {F}’s {R}.
“Where is {T} {L}?” asked {F}. “Tell {F} I’m at {O}.”
{B}\\n{O}, {C}, {N}\\n{D} - {D}
{O} - {C}, {N}\\n{B}\\n- Managed the {W} and the {W}
WORK EXPERIENCE\\n{B}\\n{O}, {C} {D} to {D}
{B} {O}, {G} {D} - Present\\n• Responsible for the {W}
{B}, {O} ({D} – Present)
{B} {O}, {U} {D} – Present\n- {K}, {K}
{O}, {C}, {U}\n{B}, {D} to {D}
{O} {C} {U}
{P}, {C}, {U}
i live in {C}, {U} and work at {O}
using {O} and {O} models for my {W}
{O} released a new {W}, {O} and {O} follow
manager of {O}
the {W} network of {O} grew by {I}%
{O} is a {W} company in {C}
{O} pro subscription, {O} account, {O} card
EDUCATION\\n{O}\\nBachelor of Science, {D}
Bachelor of Technology in the {W}, {O}, {C}, {N} {D}
{P}\\n{B}\\n{C}, {N} | {H} | {E}
I am {P}, a {B} with {I} years of experience at {O} and {O}.
to whom it may concern, i am {P} from {C}
Dear Hiring Manager, I am writing to apply for the {B} position at {O}.
Dear Admissions Committee, my name is {P}
Translate to English: {F} lives in {C}
the user {F} {L} from {C} bought a {W}
{F} paid {F} ${I} for the {W}
{F}, {F} & {F}: {W}
{P} ({O}) will talk about the {W}
{P} of {O} and {P} of {O}
interview with {P}, {J} of {O}
{C}, {N}: {I} people
from {C} to {C} via {C}
i live in {C} {N} and want a {W}
""".strip().split("\n")

NAMELESS = """
{K}\\nThe {W} and the {W} are ready.
{K}: the {W}
{K}\\n\\n{K}\\n- {K}\\n- {K}
## {K}\\n1. {K}\\n2. {K}
- {K}: ${I}\\n- {K}: ${I}
• {B}\\n• {B}: {I} hours
{B}: ${I}/hour
Position: {B}
We are looking for a {B} and a {B}.
Seeking a {B} with {K} and {K}.
Certified {B} ({V})
{K} ({V}) and {K} ({V})
The {V} of the {W} is {I}. Each {V} has a {V}.
The key figure of the {W} ({V}) fell by {I}% in Q{I}, the {V} is up.
{V} vs {V}: which {W} is better?
calculate the {V} and the {V} for the {W}
What is {V}? Explain the {V} method, {V} and {V}.
revenue of RMB {I} million, YTD {I}%, EBITDA in USD and EUR
Q1 {V} | Q2 {V} | Q3 {V} | Q4 {V}
1Y {I} 5Y {I} YTD {I} MTD {I}
PROTEIN (g) FATS (g) CARBS (g) CALORIES
{M} is a {W} that you can buy.
How do I use {M} with {M}?
install {M} on my {W}
write a {W} like {M}
Theoretically, the {W} is late. Practically, it isn't. Unfortunately, it broke.
Specific, Measurable, Achievable, Relevant and Time-bound
Firstly, the {W}. Secondly, the {W}. Finally, the {W}.
Identify the {W}. Describe the {W}. Compare the {W} with the {W}.
“I think so,” she said. “It’s fine. I’ll wait. Don’t go.”
‘Why not?’ he asked. ‘Because I said so.’ “Stop!” “No.”
“Hang on,” he said, “I forgot the {W}.” “Really?”
I'll send the {W}. I've seen it. I'd like the {W}. I'm late.
Homo sapiens and Escherichia coli are species; so is Anopheles gambiae.
An. gambiae and Cx. pipiens carry it (s.l.), cf. species A, B and C.
Sodium hydroxide, Graphite, Carbon and Hydrogen react.
Add Salt, Pepper, Olive Oil and Garlic. Bake for {I} minutes.
Fire Fighter, Police Officer, Football Player, Night Guard
Rude {B}, Angry {B} and Old {B} are enemies in the game.
Level {I}: {K}. Boss: {K}.
On Monday, in January, at Christmas, during Ramadan and Diwali
It is written in French, Arabic, Chinese and Russian.
translate this into Spanish and German
Translate the following paragraphs into Chinese: the {W} is here
the English and the Irish, a Canadian {W}, Korean food, Egyptian cotton
God knows. Oh my God! Jesus! Bible, Quran and Torah
N/A\\nTBD\\nTBA\\nASAP\\nFYI
please send the {W} ASAP, ETA is {I}, FYI the CEO and the HR know
Dear Sir or Madam,\\nDear Customer,\\nDear Valued Member,\\nDear Team,
Yours faithfully,\\nThe {K} Team
Write a LinkedIn post. Make a YouTube video. Share it on Facebook, Instagram, Twitter and WhatsApp.
Use Excel, Word, PowerPoint and Google Sheets for the {W}.
<{V}_{V}> and <YOUR_NAME> or [Your Name], [Company Name], [City, State]
Dear [Recipient's Name],\\n\\nSincerely,\\n[Your Name]
Title: The {W} and the {W}\\nAbstract\\nIntroduction\\nConclusion\\nReferences
Chapter {I}\\nThe {K}
THE {W} IS READY AND THE {W} IS NOT
WRITE A {W} ABOUT THE {W} IN {I} WORDS
""".strip().split("\n")

JOB_WORDS = """Sales Account Project Product Office Customer Service Quality Human Resources Data Software Senior Junior
Assistant Associate Chief Executive Marketing Finance Operations Business Development Technical Support Nursing Medical
Store Warehouse Production Research Clinical Laboratory Field Legal Executive Regional General Program Web Graphic""".split()
JOB_HEADS = """Manager Assistant Associate Officer Analyst Engineer Developer Consultant Coordinator Specialist Director
Representative Receptionist Technician Nurse Accountant Intern Supervisor Administrator Designer Trainer Advisor Lead
Recruiter Clerk Cashier Driver Operator Inspector Planner Auditor Scientist Instructor Attendant Electrician""".split()
PRODUCTS = """iPhone Galaxy Windows Android MacBook PlayStation Xbox Kindle Alexa Siri Photoshop Excel Word Outlook Gmail
Chrome Firefox Safari YouTube Instagram WhatsApp Messenger Telegram TikTok Minecraft Fortnite Pokemon Netflix Spotify
Bitcoin Ethereum ChatGPT Claude Gemini Copilot Midjourney Python JavaScript WordPress Shopify Unity Blender Arduino Docker
Kubernetes Linux Ubuntu Corvette Mustang Prius Civic Corolla Barbie Lego Nutella Viagra Aspirin Ibuprofen""".split()
