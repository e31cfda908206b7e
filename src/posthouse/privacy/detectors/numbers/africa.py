"""Numbers of Africa and of Oceania, and passports and licences of any country by their name."""

NUMBERS = r"""
za ID_CARD za_person \d{13} south african id, sa id, sa id number, rsa id, rsa identity number, id number, identity number, identity no, identity document, south african identity number, ~identity, id nommer, id-nommer, identiteitsnommer, za id, ~id no
za ID_CARD za.tin [01239]\d{9} sars tax number, income tax reference number, tax reference number
za OTHER_ID - 4\d{9} vat registration number
ng ID_CARD - \d{11} ~nin, nin number, national identification number, nin slip, ~nin no, nigerian nin
ng ACCOUNT - 22\d{9} bvn, bank verification number
ng VEHICLE - [A-Z]{3}\d{2,3}[A-Z]{2} plate number, ~plate, vehicle registration, ~vehicle, license plate, number plate, ~registration, nigerian plate
ng PASSPORT - [AB]\d{8} nigerian passport, passport number
eg ID_CARD eg_person [23]\d{13} الرقم القومي, رقم قومي, رقم البطاقة, egyptian national id, بطاقة الرقم القومي
eg OTHER_ID eg.tn \d{9} الرقم الضريبي, رقم التسجيل الضريبي
ke ID_CARD - \d{7,8} kenyan id, kenya national id, kitambulisho, namba ya kitambulisho, huduma namba
ke ID_CARD ke.pin [AP]\d{9}[A-Z] kra pin, kra pin no
et ID_CARD - \d{10}|\d{12}|\d{16} fayda, fayda id, ~fan number
et OTHER_ID - \d{10} የግብር ከፋይ, ethiopian tin
tz ID_CARD - (?:19|20)\d{18} nida number, namba ya nida, kitambulisho cha taifa
ug ID_CARD - C[MF][0-9A-Z]{12} ~nin, ugandan nin, national identification number
gh ID_CARD - GHA\d{10} ghana card, ghana card number, ghanacard, ~gha card
gh OTHER_ID gh.tin [PCGQV]00[0-9A-Z]{8} ghana tin, ~tin
dz ID_CARD - \d{18} رقم التعريف الوطني, numéro d'identification national, ~nin
dz OTHER_ID dz.nif \d{15,20} ~nif, numéro d'identification fiscale, الرقم الجبائي
ma ID_CARD - [A-Z]{1,2}\d{5,6} ~c.i.n., carte d'identité nationale, البطاقة الوطنية, رقم البطاقة الوطنية
ma OTHER_ID ma.ice \d{15} identifiant commun de l'entreprise
tn ID_CARD - [01]\d{7} ~c.i.n., بطاقة التعريف الوطنية, carte d'identité nationale
tn OTHER_ID tn.mf \d{7}[A-Z](?:[A-Z]{2}\d{3})? matricule fiscal, matricule fiscale
sd ID_CARD - \d{11} الرقم الوطني, sudanese national number
ly ID_CARD - [12]\d{11} الرقم الوطني, libyan national number
ao ID_CARD - \d{9}[A-Z]{2}\d{3} bilhete de identidade, nº do bi, número do bilhete
mz ID_CARD - \d{12}[A-Z] bilhete de identidade, número de bi
mz OTHER_ID mz.nuit \d{9} nuit
cm ID_CARD - \d{9}|\d{17} carte nationale d'identité
sn OTHER_ID sn.ninea \d{7,9} ninea
sn ID_CARD - [12]\d{12,13} ~nin, numéro d'identification nationale, carte d'identité cedeao
ci ID_CARD - CI?\d{9,10}|\d{11} carte nationale d'identité, numéro national d'identification
mu ID_CARD mu.nid [A-Z]\d{12}[0-9A-Z] ~nid, mauritian id, national identity card
zm ID_CARD - \d{6}\d{2}[123] national registration card, nrc number, nrc no
zw ID_CARD - \d{8,9}[A-Z]\d{2} zimbabwean id, national id number, national registration number
rw ID_CARD - [1-3](?:19|20)\d{11} indangamuntu, irangamuntu, rwandan id
bw ID_CARD - \d{4}[12]\d{4} omang
na ID_CARD - \d{11} namibian id
mg ID_CARD - \d{12} karapanondro
au ID_CARD au.tfn \d{8,9} ~tfn, tax file, tax file number, tax file no, tfn number
au OTHER_ID au.abn \d{11} ~abn, australian business number, abn number, a.b.n.
au OTHER_ID au.acn \d{9} ~acn, australian company number, a.c.n., acn number
au OTHER_ID au_medicare [2-6]\d{9,10} ~medicare, medicare number, medicare card, medicare no, medicare card number, australian medicare
au ACCOUNT - \d{6} ~bsb, bsb number, bsb no
au OTHER_ID - [89]00\d{13} individual healthcare identifier
au ID_CARD - \d{6,10} ~licence, driver licence, driver's licence, driver licence number, drivers licence
au PASSPORT - [A-Z]{1,2}\d{7} australian passport
au OTHER_ID - \d{3}\d{3}\d{3}[A-Z] centrelink, centrelink reference number, customer reference number
nz ID_CARD nz.ird \d{8,9} ird, ird number, inland revenue number, ird no
nz ACCOUNT nz.bankaccount \d{15,16} bank account, nz bank account, account number
nz OTHER_ID - [A-HJ-NP-Z]{3}(?:\d{4}|\d{2}[A-HJ-NP-Z]{2}) nhi number, national health index
nz PASSPORT - [A-Z]{1,2}\d{6} new zealand passport, nz passport
any PASSPORT - [A-Z]{1,3}\d{6,8}|[A-Z]\d{6,9}|\d{8,9}|\d{2}[A-Z]{2}\d{5}|[A-Z]\d{3}[A-Z]\d{4} passport, passport number, passport no, passport id, passports, pasaporte, passeport, passaporto, passaporte, reisepass, paszport, passnummer, paspoort, pasaport, paspor, hộ chiếu, หนังสือเดินทาง, जवाज़, جواز السفر, رقم الجواز, travel document, travel document number
any ACCOUNT base58 [0-9A-Za-z]{26,35} bitcoin, btc, wallet, wallet address, crypto wallet, crypto address, litecoin, dogecoin, trc20, usdt, zcash, ripple
any ACCOUNT - 0X[0-9A-F]{40} ethereum, ~eth, ether, erc20, erc-20, wallet, wallet address, crypto address, metamask, crypto wallet, usdt, polygon, bep20, ethereum address, ~0x address
"""
