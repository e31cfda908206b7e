"""Keys of clouds, hosting, networks, storage and databases (see models.py for the form)."""

KEYS = r"""
aws-id              (AKIA|ASIA){up:16} (ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA){b32:16}
nkey-seed           (SA|SC|SN|SO|SU|SX){b32:56}
aws-id-old          A3T[A-Z0-9]{b32:16}
aws-session         (IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz){b64:100-2000}{pad}
aws-bedrock         ABSK{b64:100-300}{pad}
aws-bedrock-short   bedrock-api-key-{any:40-4000}
google-oauth        ya29.{url:20-1024}
google-oauth-secret GOCSPX-{url:24-40}
google-refresh      1//0{url:36-120}
aliyun              LTAI{b62:12-28}
aliyun-sts          STS.{b62:16-64}
aliyun-sts-token    CAIS{any:60-1000}
tencent             (AKID|IKID){b62:28-48}
baidu               ALTAK{url:18-40}
huawei              HPUA{b62:16}
jdcloud             JDC_{up:28-40}
ucloud              4eZ{b62:30-60}
digitalocean        do[opr]_v1_{hex:64}
heroku              HRKU-{url:36-80}
flyio               fo1_{url:43}
fly-macaroon        fm[12]{any:80-1000}
render              rnd_{b62:28-40}
redirect-pizza      rpa_{b62:30}
defined-networking  dnkey-{dot:26}-{dot:52}
vercel              vc[pkiar]_{url:54-80} vc[pkiar]_{b62:24}
netlify             nf[pcoub]_{b62:36-44}
supabase            sb[ps]_{low:40} sbp_v0_{hex:40} sb_(secret|publishable)_{url:31-60}
planetscale         pscale_(tkn|pw|oauth)_{dot:32-64}
databricks          dapi{hex:32}
vault               hv[sbr].{url:90-300} hvs.{b62:24}
vault-old           s.{b62:24}
vault-batch-old     b.AAAAAQ{url:80-300}
cloudflare-origin   v1.0-{hex:24}-{hex:146}
cloudflare-token    cf(k|u|at|ut)_{b62:36-60}
neon                napi_{low:40-80}
cockroach           CCDB1_{b62:22}_{b62:40}
mongodb-atlas       mdb_sa_sk_{url:40}
clickhouse          4b1d{b62:38}
datastax            AstraCS:{any:20-160}
elastic-cloud       essu_{url:60-200}{pad}
exoscale            EXO{b62:24-30}
upcloud             ucat_{b62:24-32}
scalingo            tk-(us|eu)-{url:48}
tailscale           tskey-{abc:3-12}-{url:14-80}
openshift           sha256~{url:43}
rancher             (token|kubeconfig)-{low:3-24}:{low:54}
deno                dd[pow]_{b62:36}
valtown             vtwn_{url:20-80}
doppler             dp.(pt|st|ct|sa|scim|audit|said).{dot:40-80}
onepassword         ops_eyJ{any:250-4000}{pad}
onepassword-secret  A3-{up:6}-{up:6}-{up:5}-{up:5}-{up:5}-{up:5}
onepassword-secret-old A3-{up:6}-{up:11}-{up:5}-{up:5}-{up:5}
age                 AGE-SECRET-KEY-1{up:50-60}
fernet              gAAAAA{url:60-500}{pad}
docker-swarm        SWMTKN-1-{low:50-60}-{low:20-30}
docker-swarm-unlock SWMKEY-1-{b64:40-50}
azure-entra-refresh (0.A|1.A){url:200-1600}
pulumi              pul-{hex:40}
terraform           {b62:14}.atlasv1.{dot:60-70}
scalr               at-{b62:16}.{b62:32}
salesforce          00{b62:13}!{dot:80-260}
mapbox              [spt]k.eyJ{dot:60-250}
maxmind             {b62:6}_{b62:29}_mmk
tinybird            p.eyJ{dot:60-250}
dfuse               (web|server)_{hex:32}
"""

SERVICES = r"""
alibaba|aliyun      {b62:30} CAIS{any:24-1000}
tencent(?:cloud)?   {b62:32}
qiniu               {url:40}
huawei              {b62:40}
jdcloud|jd_         {HEX:32}
upyun|ucloud|qingcloud|ksyun {url:32-48}
oss|cos|obs|bos     {b62:30-32}
wechat|weixin|wxpay|wx_ {hex:32}
wecom|corp          {url:43}
dingtalk            {url:64}
feishu|lark         {b62:32}
alipay|wxpay        {b62:32}
azure               {b62:84} {b62:52} !
exoscale            {url:40-60}
cloudflare          {url:38-42} {hex:37}
scaleway            {uid}
vultr               {up:36}
civo                {low:50}
heroku              {uid}
ibm|bx              {url:42-44}
ovh|application[_.-]?key|consumer[_.-]?key|application[_.-]?secret {b62:16} {b62:32}
yandex              {b62:83-107} AQVN{url:35-38} t1.{dot:60-250} YC{url:38-62}
netlify             {hex:60-64} {url:40-46}
planetscale|pscale  {low:12}
vercel              {b62:24}
packagecloud        {hex:48}
jumpcloud           {b62:40}
okta|ssws           00{url:38-42} !
mapbox              [pst]k.{any:32-128}.{any:20-30}
upcloud             ucat_{b62:24-32} =
salesforce          00{b62:13}!{dot:80-260} =
unseal              {b64:43-44}{pad} !
infomaniak          {url:60-100} =
zerotier            {b62:32}
confluent|ccloud|cpdev|kafka {any:64-88} {b62:16-40}
couchbase|capella   {any:60-120}
clickhouse          {low:20}
influx|influxdb     {any:86-120}
aiven               {any:372-396}
snowflake           {any:60-300}
rockset|qubole|moralis|nftport|infura|alchemy {b62:64} {b62:32} {uid} {b62:23}_{b62:8}
web3                eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ{url:100-300}.{url:25-100}
kontent|buttercms|storyblok|contentful|graphcms {url:36-60} {b62:40-64} {b62:22}tt {url:43-67}
imagekit|cloudimage|imagga|cloudinary {any:27-44} {word:30-54} {any:72-96} {b62:32-56}
budibase            {xdig:32}-{xdig:78-80}
borgbase            {any:148-152}
particle            {b62:40}
thingsboard         {b62:20}
linode|hetzner {b62:64}
vagrant|terraform   {b62:14}.atlasv1.{b62:67}
meraki              {hex:40} =
anypoint|blazemeter|runscope {uid}
fastly              {url:32}
maxmind             {b62:40} {b62:16}
"""
