"""Keys of business applications: customers, forms, documents, planning (see models.py)."""

KEYS = r"""
hubspot             pat-(na|eu)[0-9]-{uuid}
intra42             s-s4t2(ud|af)-{hex:64}
samsara             samsara_api_{b62:26-32}
zoho                1000.{hex:32}.{hex:32}
checio              pk_{b62:45}
salesblink          key-{b62:64}
closecrm            api_{b62:22}.{b62:22}
tickettailor        sk_{dig:4}_{dig:6}_{hex:32}
"""

SERVICES = r"""
apifonica           {b62:11}-{b62:4}-{b62:4}-{b62:4}-{b62:12}
appointedd          {any:88-112}
appsynergy          {b62:64}
axonaut             {b62:32}
bannerbear          {b62:22}tt
beebole             {b62:40-64}
besnappy            {hex:64}
blitapp             {url:39-63}
caflou              {any:155}
capsulecrm          {any:64-88}
centralstationcrm   {b62:30}
checio              pk_{b62:45-69}
cloudinary          {dig:15} {b62:32}
cloudplan           {url:32-56}
clustdoc            {b62:60-84}
collect2            {uid}
contentful          {any:43}
convertkit          {word:22}
daily               {hex:64-88}
delighted           {b62:32}
ditto               {uid}.{b62:40}
dronahq             {b62:50}
eagleeyenetworks    {b62:15} {b62:3-20}@{b62:2-12}.{b62:2-5}
ecostruxureit       AK1{b64:50-55}
enigma              {b62:40}
eraser              {b62:20-44}
feedier             {b62:32}
findl               {uid} !
flat                {b62:128}
float               {hex:16}{b64:42-43}=
formcraft           {b62:16}
formio              eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{b62:220-310}.{url:43}
holistic            {hex:64-88}
hubspot             {uid}
humanity            {b62:40-64}
insightly           {url:36-60}
jotform             {b62:32} !
less                {url:57-81}
magnetic            {uid}
mavenlink           {b62:64}
monday              eyJ{url:15-100}.eyJ{url:100-300}.{url:25-100}
nimble              {b62:30}
nytimes|new-york-times|newyorktimes {url:32}
paperform           {any:850-1000}
pipedrive           {b62:40}
prefect             pnu_{b62:36}
prospect            {url:32}
protocols           {b62:64}
rapidapi            {url:50}
rentman             ey{b62:34}.ey{any:250-300}
ritekit             {hex:44}
salescookie         {b62:32}
salesflare          {word:45}
shortcut            {uid}
signupgenius        {b62:32}
simplynoted         {any:340-360}
simvoly             {b62:33}
storychief          {any:940-1000}
streak              {hex:32-56}
stripo              eyJhbGciOiJIUzI1NiJ9.{b62:130}.{url:43}
surveysparrow       {url:88-112}
tableau             {any:22}==:{b62:32}
tallyfy             {b62:36}.{b62:264}.{url:683-707}
tefter              {b62:20}
tickettailor        sk_{dig:4}_{dig:6}_{hex:32-56}
typeform            tfp_{dot:44-64}
unplu               {b62:64}
upwave              {b62:32}
vbout               {dig:25}
versioneye          {url:40}
viewneo             {b62:120-300}.{b62:150-300}.{url:600-800}
webflow             {b62:64}
workos              sk_{b62:40-90}
workstack           {b62:60-84}
zendesk             {b62:40}
zonka               {b62:36}
"""
