"""Keys of services that answer questions: maps, weather, news, scraping (see models.py)."""

KEYS = r"""
scrapfly            scp-(live|test)-{low:32}
"""

SERVICES = r"""
aviationstack       {b62:32}
besttime            {word:36}
bitbar              {b62:32}
bitly               {hex:40} =
brandfetch          {b62:40}
buddyns             {b62:40}
calendarific        {b62:32}
calorieninja        {b62:40} !
carboninterface     {b62:21}
clearbit            {word:35}
cloudmersive        {url:36-60}
cloudsight          {b62:20-24}
cloverly            {any:28-52}
countrylayer        {b62:32}
currentsapi         {any:48}
data\.gov           {b62:40}
detectlanguage      {b62:32}
diffbot             {b62:32}
diggernaut          {b62:40}
extractorapi        {b62:40}
fetchrss            {any:40}
fileio              {any:39-63}
flightapi           {b62:24}
flightlabs          ey{b62:34}.ey{any:300-350}
geoapify            {b62:32}
geocode             {b62:28}
geocodify           {b62:40}
getgeoapi           {b62:40}
graphhopper         {url:36-60}
guardian            {uid}
hereapi             {any:43-67}
holidayapi          {url:36-60}
hunter              {url:40}
hybiscus            {b62:43-67}
iconfinder          {b62:64}
ip2location         {b62:32}
ipapi               {b62:32}
ipgeolocation       {b62:32}
ipifi               {word:32-56}
ipinfo              {hex:14}
ipinfodb            {b62:64}
ipquality           {b62:32}
ipstack             {hex:32}
languagelayer       {b62:32}
linkpreview         {b62:32}
mapquest            {b62:32}
mediastack          {b62:32}
moderation          {b62:36}.{b62:115}.{word:43}
newsapi             {b62:32}
newscatcher         {word:43}
numverify           {b62:32}
opencagedata        {b62:32}
openuv              {b62:32}
owlbot              {b62:40}
pandascore          {url:51}
pastebin            {word:32}
peopledatalabs      {b62:64}
positionstack       {word:32-56}
powrbot             {b62:40-64}
proxycrawl          {word:22}
pyowm|openweather|owm_ {low:32}
rawg                {b62:32-56}
rebrandly           {word:32-56}
rocketreach         {url:39}
route4me            {b62:32}
scrapeowl           {b62:30}
scraperapi          {b62:32}
scraperbox          {b62:32}
scrapestack         {b62:32}
scrapfly            scp-(live|test)-{low:32} {b62:32}
scrapingant         {b62:32}
scrapingbee         {b62:80}
serphouse           {b62:60-84}
serpstack           {b62:32}
skrapp              {b62:42}
spoonacular         {b62:32}
spotify             {b62:32}
stormglass          {url:73}
theoddsapi|the-odds-api {hex:32} !
ticketmaster        {b62:32}
timezoneapi         {b62:20-44}
tly                 {b62:60}
tomtom              {b62:32}
travelpayouts       {b62:32}
uplead              {url:32}
userstack           {b62:32}
veriphone           {b62:32}
visualcrossing      {b62:25}
vpnapi              {b62:32}
walkscore           {b62:32-56}
weatherbit          {b62:32}
weatherstack        {b62:32}
webscraper          {b62:60}
webscraping         {b62:32}
worldweather        {b62:31-55}
yelp                {any:128}
zenrows             {hex:40}
zenscrape           {uid}
zipcodeapi          {b62:64}
zipcodebase         {uid}
"""
