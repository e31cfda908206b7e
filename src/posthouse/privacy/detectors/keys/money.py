"""Keys of payment, banking, shops, exchanges and market data (see models.py)."""

KEYS = r"""
stripe              (sk|rk|pk)_(live|test|prod)_{b62:10-247}
stripe-webhook      whsec_{b64:20-64}{pad}
shopify             shp(at|ca|pa|ss|tka)_{xdig:30-34}
square              EAAA{url:22-80} sq0(atp|csp|idp|idb|acp)-{url:22-80}
paypal              access_token$(production|sandbox)${low:16}${hex:32}
razorpay            rzp_(live|test)_{b62:14-30}
flutterwave         FLW(SECK|PUBK)-{b62:20-50}-X FLW(SECK|PUBK)_TEST-{b62:12-50}
paystack            sk_(live|test)_{b62:40}
pagarme             ak_(live|test)_{b62:30}
asaas               $aact_(prod|hmlg)_{url:20-200}
paddle              pdl_(live|sdbx)_apikey_{word:40-90}
proof               prf_{url:20-80}
persona             persona_(production|sandbox)_{url:20-80}
mercury             mercury_production_{word:3-6}_{b62:40-50}_yrucrem
ramp                ramp_(id|sec)_{b62:40-48}
easypost            EZ[AT]K{b62:54}
duffel              duffel_(test|live)_{dot:43}
shippo              shippo_(live|test)_{xdig:40}
lob                 (live|test)_{hex:35} (live|test)_pub_{hex:31}
midtrans            Mid-server-{url:16-32}
gocardless          live_{url:40-42}
plaid               access-(sandbox|development|production)-{uuid}
"""

SERVICES = r"""
adobe               {hex:32} {b62:12}
avaza               {dig:1-9}-{hex:40}
rainforest          apikey_{hex:64} =
baremetrics         {url:25}
bitcoinaverage      {b62:43}
bittrex|kucoin|kraken|binance|okx|bybit|gate_io {b62:32} {b62:64} {hex:24} {uid} {any:80-92}
blocknative         {uid}
bscscan             {b62:34}
chartmogul          {b62:32} !
checkout            sk_{uid}
clerk               sk_(test|live)_{b62:32-60}
coinapi             {url:36}
coinbase            {url:32}
coinlayer           {b62:32}
coinlib             {b62:16}
column              (test|live)_{b62:27-51}
commercejs          {word:48}
cryptocompare       {b62:64}
currencyfreaks      {b62:32-56}
currencylayer       {b62:32}
currencyscoop       {b62:32}
ebay                PRD-{any:20-60}
etherscan           {b62:34}
ethplorer           {url:22-46}
etsy                {b62:24} {b62:24}:{b62:10-64}
exchangerate        {b62:24}
exchangerates       {b62:32}
fastforex           {url:28} !
financialmodelingprep {b62:32}
finicity            {hex:32} {b62:20}
finnhub             {b62:20}
fixer               {b62:32}
freshbooks          {b62:64}
fulcrum             {b62:80}
fxmarket            {any:20}
getgist             {any:68-92}
glassnode           {b62:27-51}
gocardless          live_{any:40-42}
gumroad             {url:43-67}
highnote            {any:40-100}
hiveage             {url:20-44}
iexapis             sk_{b62:32}
iexcloud            {word:35}
intrinio            {b62:44}
juro                {b62:40}
kylas               {url:36}
lemonsqueezy        eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.{b62:314}.{url:512}
lendflow            {b62:36}.{b62:235}.{any:600-800}
lob                 {word:40-64}
loyverse            {b62:32-56}
lunchmoney          {hex:50}
marketstack         {b62:32}
midtrans            (Mid|SB-Mid)-(server|client)-{url:16-32}
nasdaq              {url:20}
oanda               {b62:24}
onfleet             {b62:32}
partnerstack        {b62:64-88}
paydirtapp          {b62:32}
paymoapp            {b62:44}
paymongo            {word:32-56}
paypal              a{url:59-83} {any:44-80}
plaid               {b62:24} {b62:30} access-(sandbox|development|production)-{uid}
pollsapi            {b62:28}
poly(?:market)?     {b64:40-48} {uid} 0x{hex:64}
polygon             {b62:32}
privacy             {uid}
requestfinance      {b62:7}-{b62:7}-{b62:7}-{b62:7}
salesblink          key-{b62:64}
shipday             {any:11}{b62:20}
simfin              {b62:32}
snipcart            {word:75}
sportsmonk          {b62:60-84}
square              EAAA{any:60-84}
squarespace         {uid}
stockdata           {b62:40}
storecove           {url:43-67}
tatum               {url:36}
taxjar              {b62:32}
technicalanalysisapi {b62:48}
tiingo              {b62:40-64}
tradier             {b62:28}
transferwise        {uid}
twelvedata          {b62:32}
upcdatabase         {b62:32}
vatlayer            {b62:32}
worldcoinindex      {b62:35-59}
youneedabudget      {hex:64}
"""
