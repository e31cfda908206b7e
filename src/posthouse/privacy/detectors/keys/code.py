"""Keys of code hosting, builds, package registries and developers' tools (see models.py)."""

KEYS = r"""
github              gh[pousr]_{b62:36-255}
github-fine         github_pat_{word:40-120}
gitlab              gl(pat|ptt|dt|rt|cbt|oas|soat|ft|fct|ffct|agent|imt|wt)-{url:20-80}
gitlab-routable     gl(pat|rt)-{url:27-300}.{low:2}{low:7} gl(pat|rt)-{url:27-300}.{low:2}.{low:9}
gitlab-runner-token glrtr-{url:20-64}
bitbucket-data      BBDC-{b64:40-60}
gitlab-job          glcbt-{b62:1-5}_{url:20}
gitlab-runner       GR1348941{url:20-30}
gitlab-session      _gitlab_session={hex:32}
npm                 npm_{b62:36}
pypi                pypi-{url:50-1000}
rubygems            rubygems_{low:42-52}
crates              cio{b62:32}
nuget               oy2{low:43}
docker-hub          dckr_(pat|oat)_{url:24-60}
jfrog               AKC[a-zA-Z0-9]{b62:59-80}
jfrog-reference     cmVmd{b62:59}
clojars             CLOJARS_{low:60}
cloudsmith          csa_{hex:30}{b62:6}
buildkite           bk(ua|aj|ct|pt|ci)_{low:40-64}
circleci            CCI(PAT|PRJ)_{b62:20-24}_{b62:40}
sonar               sq[pua]_{low:40}
sourcegraph         sgp_{xdig:40} sgp_(local_){xdig:40} sgp_{xdig:16}_{xdig:40}
sourcegraph-local   sgp_{xdig:16}_local_{xdig:40}
sourcegraph-licence slk_{hex:64}
snyk                snyk_(uat|sat).{dot:40-100}
stackhawk           hawk.{url:20}.{url:20}
prefect             pn[ub]_{b62:36}
postman             PMAK-{b62:24}-{b62:34} PMAT-{up:26}
readme              rdme_{low:70}
infracost           ico-{b62:32}
octopus             API-{up:26}
jenkins-encrypted   AQAAABAAAA{b64:30-400}{pad}
endorlabs           endr+{url:16}
mergify             mergify_application_key_{url:40-200}
harness             (pat|sat).{url:22}.{hex:24}.{b62:20}
configcat           configcat-sdk-[12]/{url:22}/{url:22}
launchdarkly        (sdk|api|mob)-{uuid}
devcycle            dvc_(client|mobile|server)_{b62:8-32}
zuplo               zpka_{low:32}_{hex:8}
ionic               ion_{b62:42}
aikido              AIK_CI_{b62:20-44}
aikido-secret       AIK_SECRET_{b62:64}
settlemint          sm_(pat|aat|sat)_{b62:16}
dependency-track    odt_{b62:32-255}
adafruit            aio_{b62:28}
figma               fig[dour]_{url:36-60}
linear              lin_(api|oauth)_{b62:32-70}
notion              (ntn|secret)_{b62:40-60}
atlassian           ATATT3{dot:60-250}
atlassian-other     AT(CTT3|BB|SCC){dot:28-250}
airtable            pat{b62:14}.{hex:60-66}
rootly              rootly_{hex:64}
fullstory           na1.{any:32-110}
voiceflow           VF.{xdig:24}.{b62:16} VF.(DM|WS).{xdig:24}.{b62:16}
contentful          CFPAT-{url:43}
fleetbase           flb_live_{b62:20}
flexport            shltm_{url:40}
nightfall           NF-{b62:32}
wakatime            waka_{uuid} waka_{low:36-64}
thunderstore        tss_{url:20-80}
lichess             lip_{word:16-60}
workato             wrkaus-{url:20-200} wrk(eu|us|jp|sg|au|trial)-{url:20-200}
cfxre               cfxk_{url:20-100}
"""

SERVICES = r"""
bitbucket           {dot:64} {url:44} {b62:30-40}
gitea               {hex:40} =
gitter              {url:40}
codecov             {url:36}
coveralls           {url:37}
codeclimate|cc_test_reporter_id {hex:64} !
codacy              {b62:20-24}
codemagic           {word:43-67}
codequiry           {b62:64}
circleci            {hex:40}
travis              {word:22}
droneci             {b62:32}
bitrise             {url:80-90}
semaphore           {b62:32}
jenkins             {hex:32-36}
sonar               {b62:40}
snyk                {uid}
npm_token|_authtoken {uid} !
nuget               {low:46}
crates              cio{b62:32}
atlassian|jira|confluence {b62:24}
trello              {url:32-56} {url:60-70}
asana               {dig:16-40} {b62:30-40} [01]/{hex:16-32} {any:51-75}
airtable            {b62:17} {b62:8-40}.v1.{url:8-80}.{hex:40-80}
authress            (sc|ext|scauth|authress)_{low:5-30}.{low:4-6}.acc[_-]{url:10-32}.{any:30-120} =
truenas|login_with_api_key {dig:1-4}-{b62:64} !
linear              {hex:32}
figma               {xdig:4}-{xdig:8}-{xdig:4}-{xdig:4}-{xdig:4}-{xdig:12}
adafruit            {url:32}
cloudsmith          {hex:40} !
scrutinizer         {b62:64}
knapsackpro|checklyhq|loadmill|semaphoreci {b62:32} {b62:40}
launchdarkly        {any:40} -{uid}
configcat           {url:22}/{url:22}
optimizely          {any:54-78}
statuscake|statuspage|statuspal {b62:20} {url:36} {b62:32}
browshot            {b62:28}
screenshotapi       {up:7}-{up:7}-{up:7}-{up:7}
screenshotlayer|restpack {word:32-56} {b62:48-72}
qase|testrail|bugherd|bugsnag|airbrake {b62:40} {b62:22} {uid} {url:40}
apimetrics|apilayer|apitemplate {b62:32} {b62:39}
readme              {b62:32}
parseur             {hex:40} !
lokalise|crowdin|zeplin {b62:40} {b62:80} {any:350-400}
unkey               unkey_{b62:20-32} =
ngrok               {b62:25-30}_[0-9]{b62:20} (cr|ak)_{b62:25-30}
pipedream|zapier    {b62:32}
wakatime            {uid}
sslmate             {url:36-50}
shodan|securitytrails|virustotal|urlscan|whoxy {b62:32} {hex:64} {b62:33}
detectify|dareboost|gtmetrix {b62:32} {b62:60}
jupiterone          {b62:76-100}
yousign|signaturit|hellosign|pandadoc|docparser {b62:32} {b62:86} {any:64} {b62:40}
html2pdf|pdflayer|pdfshift {b62:64} {b62:32}
craftmypdf          {b62:35} !
selectpdf           {url:36-60}
convertapi          {b62:16-40}
cloudconvert        {any:600-1300}
conversiontools     ey{dot:157-165}
"""
