"""Keys of chat, mail, telephony, social networks and tools for teams (see models.py)."""

KEYS = r"""
slack               xox[pbarose]-{b62:6-15}-{b62:6-15}-{b62:15-66} xoxb-{dig:8-14}-{b62:18-40}
slack-user          xox[pe]-{dig:10-13}-{dig:10-13}-{dig:10-13}-{b62:24-40}
slack-workspace     xox[ar]-{b62:20-60} xox[ar]-[0-9]-{b62:8-60}
slack-workspace-app xox[aro]-{dig:8-14}-{dig:8-14}-{url:15-80}
slack-legacy        xox[os]-{dig:1-14}-{dig:1-14}-{dig:1-14}-{low:8-66}
slack-config        xoxe.xox[bp]-[0-9]-{b62:100-200} xoxe-[0-9]-{b62:100-200}
slack-session       xoxc-{dig:9-15}-{dig:9-15}-{dig:9-15}-{hex:64}
slack-cookie        xoxd-{any:60-300}{pad} xoxd-{b62:20-60}%2[BFbf]{any:10-300}
slack-app           xapp-[0-9]-{up:8-16}-{dig:8-16}-{low:10-100} xapp-{url:40-250}
slack-webhook       hooks.slack.com/(services|workflows|triggers)/{any:30-80}
discord-webhook     discord(app|).com/api/webhooks/{dig:17-20}/{url:60-80}
teams-webhook       webhook.office.com/webhookb2/{any:60-200}
teams-webhook-old   outlook.office.com/webhook/{uuid}@{uuid}/IncomingWebhook/{hex:32}/{uuid}
feishu-webhook      open.(feishu|larksuite).c(n|om)/open-apis/bot/v2/hook/{uuid}
wecom-webhook       qyapi.weixin.qq.com/cgi-bin/webhook/send?key={uuid}
dingtalk-webhook    oapi.dingtalk.com/robot/send?access_token={hex:64}
feishu-app          cli_{hex:16}
serverchan          SCT{dig:3-7}T{b62:20-40}
dingtalk-sign       SEC{hex:64}
twilio              SK{xdig:32}
twilio-account      AC{xdig:32}
sendgrid            SG.{url:20-24}.{url:39-50} SG.{dot:66}
sendinblue          xkeysib-{xdig:64}-{b62:16} xsmtpsib-{xdig:64}-{b62:16}
mailgun             (key|pubkey)-{hex:32} {hex:32}-{hex:8}-{hex:8}
mailchimp           {hex:32}-us{dig:1-2}
mailersend          mlsn.{b62:30-100}
resend              re_{word:24-50}
facebook            EAA{b62:80-400}
facebook-app        {dig:15-16}|{url:27}
instagram           IG(QV|QW|AA){url:80-250}
telnyx              KEY{url:55}
typeform            tfp_{dot:40-64}
pinterest           pina_{url:20-200}
polar               polar_(oat|pat|at|ot)_{url:20-100}
gcnotify            gcntfy-{low:2-40}-{uuid}-{uuid}
dropbox             sl.{url:100-1500}
asana-style         [0-9]/{dig:16}:{hex:32} [0-9]/{dig:16}/{dig:16}:{hex:32}
clickup             pk_{dig:7-9}_{up:32}
frameio             fio-u-{dot:64}
canva               cnvca{url:51}
teamwork            tkn.v1_{b62:71}=
onesignal           os_v2_(app|org)_[a-z2-7]{word:100-104}
adobe               p8e-{url:32}
blynk               oa2-client-id_{url:32}
ubidots             BBFF-{b62:30}
pubnub              (pub|sub|sec)-c-{uuid}
"""

SERVICES = r"""
telegr              {dig:8-10}:{url:35} =
apify_api           {b62:36}
auth0               {url:32-60} {url:64-300}
autoklose           {url:32}
ayrshare            {b62:8}-{b62:8}-{b62:8}-{b62:8}
beamer              b_{any:44-68}
blogger             {url:39-63}
bombbomb            {any:88}
boostnote           {hex:64}
box                 {b62:32}
bulbul              {b62:32}
calendly            eyJ{url:100-300}.eyJ{url:100-300}.{url:20-300}
campayn             {b62:64}
canny               {uid}
chatbot             {word:32}
chatfuel            {b62:128-152}
cliengo             {uid}
clockify            {b62:48}
coda                {uid}
courier             pk_{b62:1-300}_{b62:28}
d7network           {any:23}=
debounce            {b62:13}
discord|botid|bot_id {dig:17-19}
disqus              {b62:64}
dynalist            {url:128-152}
dyspatch            {b62:52}
elasticemail        {url:96}
eventbrite          {b62:20-44}
everhour            {hex:4}-{hex:4}-{hex:6}-{hex:6}-{hex:8} !
facebook|fb         {b62:32} {dig:15}
flickr              {b62:32}
foursquare          {b62:48}
front               {b62:36}.{any:188-244}
getemail            {url:20}
getresponse         {b62:32}
goodday             {b62:32}
groove              {b62:64}
gyazo               {url:43-67}
helpcrunch          {any:328-352}
helpscout           {b62:40}
instabot            {any:44-68}
intercom            {any:60}
interseller         {uid}
karma               {b62:20}
kickbox             {word:65-300}
klaviyo             pk_{b62:34}
lemlist             {hex:32}
line                {b64:171-172}
linenotify          {b62:43-67}
linked[_-]?in       {b62:14} {b62:16}
livestorm           eyJhbGciOiJIUzI1NiJ9.eyJhdWQi{url:160-190}.{url:43-67}
loginradius         {uid}
mailboxlayer        {b62:32}
mailchimp           {hex:32}-us{dig:1-2}
mailerlite          {b62:32}
mailgun             [a-h0-9]{hex:31}-{hex:8}-{hex:8-32} {url:72-96} key-{b62:32-56}
mailjet             {b62:87}= {b62:32}
mailmodo            {b62:7}-{b62:7}-{b62:7}-{b62:7}
mailsac             k_{b62:36-300}
mandrill            {url:20-24}
mattermost          {b62:26}
meistertask         {b62:43}
mesibo              {b62:64}
message[_-]?bird    {b62:25} {uid}
messagebird         {url:25-49}
mindmeister         {b62:43}
miro                {b62:27-51}
mixmax              {url:36-60}
moonclerk           {b62:32-56}
moosend             {uid}
myintervals         {b62:11}
nicereply           {hex:40} !
noticeable          {b62:20}
notion              secret_{b62:43}
nozbe|nozbeteams    {b62:16}_{any:64-88}
nylas               {b62:30}
omnisend            {url:75}
onesignal           {uid}
oopspam             {b62:40}
opsgenie            {uid}
overloop            {url:50}
pagerduty|pager_duty|pd_|pd- u+{any:18}
pepipost|netcore    {b62:32}
pixabay             {url:34-58}
planyo              {b62:62-86}
plivo               {b62:40} {up:20}
podio               {b62:32}
postageapp          {b62:32}
postmark            {uid}
pushbullet          {any:34}
reachmail           {url:64-88}
recaptcha           6L[cdef]{url:37-61}
replyio             {b62:24}
sendbird            {hex:24}
sherpadesk          {b62:32}
shutterstock        v2/{b62:388}
simplesat           {b62:40}
smartsheets         {b62:37}
sparkpost           {b62:40}
stormboard          {hex:40}
supernotes          {url:43-67}
surveybot           {url:80} !
teletype            {url:64-88}
telnyx              KEY{url:55}
timecamp            {b62:26}
tmetric             {b62:64}
todoist             {b62:40-64}
toggl               {b62:32-56}
twilio              {b62:32}
twitch              {b62:30}
twitter             {b62:35-50} {b62:18-25} {dig:15-25}-{b62:20-40} A{b62:21}{any:60-110}
tyntec              {b62:32}
unsplash            {word:43}
verimail            {b62:32}
viber|vonage|nexmo  {uid} {b62:16}-{b62:16}-{b62:16} {b62:16}
voodoosms           {b62:46}
wistia              {b62:64}
worksnaps           {b62:40}
wrike               ey{any:333}
youtube             {url:14}-{url:24}
zenkit              {b62:8}-{b62:32}
zerobounce          {b62:32}
"""
