"""Numbers of the European Union, its neighbours, Russia and Turkey."""

NUMBERS = r"""
gb ID_CARD gb.nhs \d{10} nhs, national health service, nhs no, nhs number, chi number
gb ID_CARD - (?![DFIQUV])[A-Z](?![DFIQUVO])[A-Z]\d{6}[A-D]? national insurance, ni number, ni no, ~nino, nat ins, national insurance no
gb ID_CARD gb_licence [A-Z9]{5}\d{6}[A-Z9]{2}[A-Z0-9]{3} driving licence, driving license, driver's licence, driver licence, drivers licence, driving licence number, ~licence
gb ID_CARD gb.utr \d{10}K? ~utr, unique taxpayer reference
gb OTHER_ID gb.upn [A-Z]\d{11}[0-9A-Z] ~upn, unique pupil number
gb OTHER_ID gb.vat (?:GB)?\d{9}(?:\d{3})? ~vat, vat number, vat no, vat reg, vat registration
gb OTHER_ID - (?:SC|NI|OC|SO)\d{6}|\d{8} companies house, company registration number, company reg no
gb ACCOUNT - \d{6} sort code, sortcode
gb PASSPORT - \d{9}|[A-Z]{2}\d{7} british passport, uk passport
gb VEHICLE - [A-Z]{2}\d{2}[A-Z]{3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z] number plate, ~registration, vehicle registration, registration number, registration plate, registration mark, car registration, car reg, vehicle reg, ~vehicle, reg plate, ~reg no
ie ID_CARD ie.pps \d{7}[A-W][A-IW]? ~pps, ppsn, pps number, pps no, personal public service
ie OTHER_ID ie.vat (?:IE)?\d[0-9A-Z+*]\d{5}[A-W][A-I]? vat no, ~vat, vat number
eu OTHER_ID eu.vat [A-Z]{2}[0-9A-Z]{8,13} ~vat, vat number, vat no, vat id, vat reg, vat registration, vatin, ust-idnr, ust-id-nr, ust-id, ustid, umsatzsteuer-id, umsatzsteuer-identifikationsnummer, uid-nummer, ~tva, numéro de tva, n° tva, tva intracommunautaire, nif-iva, ~iva, partita iva, p.iva, btw-nummer, btw-nr, btw-id, momsnummer, moms-nr, momsregistreringsnummer, vat-nummer, alv-numero, alv-tunnus, vat-tunniste, nip ue, vat-ue, ič dph, dič, közösségi adószám, áfa szám, cod tva, ддс номер, αφμ, pvm kodas, pvn numurs, käibemaksukohustuslase number
de ID_CARD de.idnr \d{11} steuer-id, steuer-identnummer, steuer-idnr, steueridentifikationsnummer, steuer-identifikationsnummer, steuerliche identifikationsnummer, persönliche identifikationsnummer, idnr, ~ident-nr, german tax id
de ID_CARD de.stnr \d{10,13} steuernummer, steuer-nr, ~st-nr
de ID_CARD de_pension \d{8}[A-Z]\d{3} rentenversicherungsnummer, rentenversicherung, rv-nummer, rvnr, sozialversicherungsnummer, sozialversicherung, sv-nummer, sv-nr, versicherungsnummer, sozialversicherungsausweis
de OTHER_ID de_health [A-Z]\d{9} krankenversicherungsnummer, krankenversichertennummer, krankenversicherung, versichertennummer, versicherten-nr, versicherten-id, kvnr, kv-nummer, gesundheitskarte, krankenkasse
de OTHER_ID de_doctor \d{9} lanr, lebenslange arztnummer, arztnummer, arzt-nr, vertragsarztnummer
de OTHER_ID - \d{9} bsnr, betriebsstättennummer, betriebsstätten-nr, betriebsstaettennummer
de ID_CARD - (?=(?:[A-Z]*\d){2})[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?D?|T\d{8,9} personalausweis, personalausweisnummer, ausweisnummer, ausweis-nr, ausweis, german id card, elektronischer aufenthaltstitel, aufenthaltstitel
de PASSPORT - (?=(?:[A-Z]*\d){2})[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?D? reisepass, reisepassnummer, passnummer, pass-nr, german passport
de ID_CARD - (?=(?:[A-Z]*\d){4})[A-Z0-9]{11} führerschein, führerscheinnummer, fuehrerschein, fuehrerscheinnummer, führerschein-nr, fahrerlaubnis
de VEHICLE - [A-ZÄÖÜ]{2,5}\d{1,4}[EH]? kennzeichen, kfz-kennzeichen, autokennzeichen, nummernschild, amtliches kennzeichen
de OTHER_ID - HR[AB]\d{1,6}[A-Z]? handelsregister, handelsregisternummer, registergericht, hrb-nummer
at ID_CARD at.vnr \d{10} sozialversicherungsnummer, sv-nummer, sv-nr, versicherungsnummer
at ID_CARD at.tin \d{9} abgabenkontonummer, steuernummer, steuer-nr
at OTHER_ID at.uid (?:AT)?U\d{8} uid-nummer, uid-nr, atu-nummer, umsatzsteuer-id
at OTHER_ID at.businessid (?:FN)?\d{1,6}[A-Z] firmenbuchnummer, firmenbuch
ch ID_CARD ch.ssn 756\d{10} ahv, ahv-nummer, ahv-nr, ahvn13, avs, numéro avs, no avs, numero avs, sozialversicherungsnummer, sozialversicherungsnr, navs13
ch OTHER_ID ch.uid,ch.vat CHE\d{9}(?:MWST|TVA|IVA)? uid-nummer, unternehmens-identifikationsnummer, mwst-nummer, mwst-nr, numéro ide, n° tva, numero idi
fr ID_CARD fr.nir [1-478]\d{4}(?:\d{2}|2A|2B)\d{8} numéro de sécurité sociale, numéro de sécu, n° de sécurité sociale, n° sécurité sociale, no de sécurité sociale, sécurité sociale, num sécu, numéro sécu, numéro d'assuré social, ~nir, numéro nir, numéro insee, ~nss, numéro ss, carte vitale, french social security
fr ID_CARD fr.nif [0-3]\d{12} numéro fiscal, numéro fiscal de référence, numéro spi, n° fiscal, identifiant fiscal, avis d'imposition, référence fiscale
fr OTHER_ID fr.siren \d{9} siren, numéro siren, n° siren
fr OTHER_ID fr.siret \d{14} siret, numéro siret, n° siret
fr OTHER_ID fr.tva (?:FR)?[0-9A-Z]{2}\d{9} numéro de tva, n° tva, ~tva, tva intracommunautaire, numéro tva
fr OTHER_ID luhn \d{11} numéro rpps, n° rpps
fr OTHER_ID - \d{9} adeli, numéro adeli, n° adeli
fr ID_CARD - \d{12}|[A-Z0-9]{9}(?<=\d.{7}) carte nationale d'identité, carte d'identité, numéro de cni, n° cni, numéro d'identité
fr PASSPORT - \d{2}[A-Z]{2}\d{5} passeport, numéro de passeport, n° passeport, french passport
fr ID_CARD - \d{12} permis de conduire, numéro de permis, n° de permis
fr VEHICLE - [A-Z]{2}\d{3}[A-Z]{2}|\d{1,4}[A-Z]{2,3}\d{2} immatriculation, plaque d'immatriculation, plaque, numéro d'immatriculation
mc OTHER_ID mc.tva (?:FR)?\d{11} n° tva, numéro de tva
lu OTHER_ID lu.tva (?:LU)?\d{8} n° tva, numéro de tva
lu ID_CARD - (?:19|20)\d{11} matricule, numéro de matricule, matricule nationale
be ID_CARD be.nn,be.bis \d{11} rijksregisternummer, rijksregister, insz-nummer, numéro de registre national, numéro national, n° national, registre national, n° registre national, niss, numéro niss, nationalregisternummer
be OTHER_ID be.vat (?:BE)?[01]?\d{9} ondernemingsnummer, kbo-nummer, numéro d'entreprise, numéro bce, btw-nummer, btw-nr, ~tva, n° tva
be ID_CARD be.eid \d{12} identiteitskaartnummer, eid-kaart, identiteitskaart, numéro de carte d'identité
nl ID_CARD nl.bsn \d{8,9} bsn, bsn-nummer, burgerservicenummer, sofinummer, citizen service number, onderwijsnummer
nl OTHER_ID nl.btw (?:NL)?\d{9}B\d{2} btw-nummer, btw-nr, btw-id, omzetbelastingnummer
nl OTHER_ID - \d{8} kvk-nummer, kvk-nr, kamer van koophandel
nl OTHER_ID - \d{11} big-nummer, big-registratie
nl PASSPORT - [A-NP-Z]{2}[A-NP-Z0-9]{6}\d paspoort, paspoortnummer, documentnummer, dutch passport
nl ID_CARD - \d{10} rijbewijs, rijbewijsnummer
nl VEHICLE - (?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{6} kenteken, kentekennummer, nummerbord
es ID_CARD es.nif \d{8}[A-Z]|[XYZKLM]\d{7}[A-Z] ~dni, ~nie, ~nif, d.n.i., n.i.f., n.i.e., nif/nie, dni/nie, documento nacional de identidad, documento de identidad, número de identificación fiscal, número de identidad de extranjero, número de identificación de extranjeros, número de extranjero, dni número, número de dni, número de documento, spanish id, extranjería, tarjeta de identidad de extranjero, ~ruc
es OTHER_ID es.cif (?:ES)?[A-HJNP-SUVW]\d{7}[0-9A-J] ~cif, c.i.f., ~nif, código de identificación fiscal, nif empresa, cif empresa
es OTHER_ID - \d{12} número de la seguridad social, número de seguridad social, seguridad social, ~nss, n.s.s., número de afiliación, n.º seguridad social
es PASSPORT - [A-Z]{2,3}\d{6}[A-Z]? pasaporte, número de pasaporte, pasaporte español, spanish passport
es VEHICLE - \d{4}[BCDFGHJKLMNPRSTVWXYZ]{3}|[A-Z]{1,2}\d{4}[A-Z]{1,2} matrícula, placa
es ACCOUNT es.ccc \d{20} código cuenta cliente, cuenta bancaria
es OTHER_ID es.cups ES\d{16}[A-Z]{2}(?:\d[A-Z])? código cups
es OTHER_ID - [A-Z]{4}\d{10,12} tarjeta sanitaria, número de tarjeta sanitaria, código cip
pt ID_CARD pt.nif \d{9} ~nif, contribuinte, número de contribuinte, número de identificação fiscal, nif número, nº contribuinte
pt ID_CARD pt.cc \d{9}[0-9A-Z]{2}\d cartão de cidadão, cartão do cidadão, número do cartão de cidadão
pt ID_CARD - \d{7,8} bilhete de identidade, nº identificação civil, número de identificação civil
pt OTHER_ID niss \d{11} niss, segurança social, número de segurança social, número da segurança social
pt OTHER_ID - \d{9} número de utente, nº utente, utente, número do sns
pt PASSPORT - [A-Z]{1,2}\d{6} passaporte, número do passaporte
pt VEHICLE - (?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{6} matrícula
it ID_CARD it.codicefiscale [A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]|\d{11} codice fiscale, cod fiscale, cod. fisc, italian fiscal code, tessera sanitaria
it OTHER_ID it.iva (?:IT)?\d{11} partita iva, p.iva, p. iva, part. iva, numero iva, codice iva, vat code, ~iva
it ID_CARD - [A-Z]{2}\d{7}|\d{7}[A-Z]{2}|C[A-Z]\d{5}[A-Z]{2} carta d'identità, carta di identità, numero carta d'identità, documento d'identità, italian id card
it ID_CARD - [A-Z]{2}\d{7}[A-Z]|U1[0-9A-Z]{7}[A-Z] patente, patente di guida, numero patente, n° patente, ~licenza di guida, italian driver license
it PASSPORT - [A-Z]{2}\d{7} passaporto, numero passaporto, numero di passaporto, n° passaporto, italian passport
it VEHICLE - [A-Z]{2}\d{3}[A-Z]{2} targa, targa auto, numero di targa
sm OTHER_ID - SM\d{5} codice operatore economico
pl ID_CARD pl.pesel \d{11} pesel, numer pesel, nr pesel, numerem pesel
pl OTHER_ID pl.nip (?:PL)?\d{10} ~nip, numer nip, nr nip, numer identyfikacji podatkowej, nip ue
pl OTHER_ID pl.regon \d{9}|\d{14} regon, numer regon, nr regon
pl OTHER_ID - \d{10} krs, numer krs, nr krs
pl ID_CARD pl_card [A-Z]{3}\d{6} dowód osobisty, numer dowodu, nr dowodu, dowód, dowodu osobistego, seria i numer dowodu, numer dowodu osobistego, polish id card
pl PASSPORT - [A-Z]{2}\d{7} paszport, numer paszportu, nr paszportu, paszportu
pl ID_CARD - \d{5}/?\d{2}/?\d{4} prawo jazdy, numer prawa jazdy, nr prawa jazdy
pl VEHICLE - [A-Z]{1,3}(?=[A-Z]*\d)[A-Z0-9]{4,5} numer rejestracyjny, nr rejestracyjny, tablica rejestracyjna, tablice rejestracyjne, numery rejestracyjne
cz ID_CARD cz.rc \d{9,10} rodné číslo, rodné č, rodneho čísla, rodného čísla, birth number
cz OTHER_ID cz.dic (?:CZ)?\d{8,10} ~dič, dič číslo, daňové identifikační číslo
cz OTHER_ID ico \d{8} ~ičo, identifikační číslo osoby, identifikační číslo
cz ID_CARD - \d{9} občanský průkaz, číslo občanského průkazu, č. op, číslo op
sk ID_CARD sk.rc \d{9,10} rodné číslo
sk OTHER_ID sk.dph (?:SK)?\d{10} ič dph, ~dič
sk ID_CARD - [A-Z]{2}\d{6} občiansky preukaz, číslo občianskeho preukazu, číslo op
hu ID_CARD hu_tax 8\d{9} adóazonosító jel, adóazonosító, adóazonosító jele, adóazonosító jelem, adójel
hu OTHER_ID hu.anum (?:HU)?\d{8}(?:\d{3})? adószám, adószáma, adószámunk
hu ID_CARD hu_social \d{9} taj, taj-szám, tajszám, taj szám, tb-szám, társadalombiztosítási azonosító jel
hu ID_CARD - \d{6}[A-Z]{2}|[A-Z]{2}\d{6} személyi igazolvány, személyi igazolvány szám, személyi igazolványszám, személyi szám
ro ID_CARD ro.cnp \d{13} ~cnp, cod numeric personal, codul numeric personal, c.n.p.
ro OTHER_ID ro.cui,ro.cf (?:RO)?\d{2,10} cod unic de înregistrare, cod fiscal, cod de identificare fiscală, ~cif
ro ID_CARD - [A-Z]{2}\d{6} carte de identitate, buletin, seria și numărul, serie și număr
bg ID_CARD bg.egn \d{10} ~егн, ~egn, единен граждански номер, егн номер, егн-то
bg ID_CARD bg.pnf \d{10} личен номер на чужденец
bg OTHER_ID bg.vat (?:BG)?\d{9,10} ~булстат, bulstat
hr ID_CARD hr.oib \d{11} oib, osobni identifikacijski broj, oib broj
si ID_CARD si.emso,si.ddv \d{13}|(?:SI)?\d{8} emšo, davčna številka, enotna matična številka občana, id za ddv
rs ID_CARD si.emso \d{13} jmbg, matični broj, jedinstveni matični broj građana, матични број
rs OTHER_ID rs.pib \d{9} poreski identifikacioni broj
mk ID_CARD si.emso,mk.edb \d{13} матичен број
me ID_CARD si.emso,me.pib \d{13}|\d{8} jmbg
ba ID_CARD si.emso \d{13} jmbg
al ID_CARD al.nipt [A-Z]\d{8}[A-Z] numri personal, numri i identitetit
gr ID_CARD gr.amka \d{11} αμκα, amka, α.μ.κ.α.
gr ID_CARD gr.vat (?:EL|GR)?\d{9} αφμ, α.φ.μ., αριθμός φορολογικού μητρώου
gr ID_CARD - [A-ZΑ-Ω]{1,2}\d{6} αριθμός ταυτότητας, δελτίο ταυτότητας, ταυτότητα
cy ID_CARD cy.vat (?:CY)?\d{8}[A-Z] αριθμός φορολογικής ταυτότητας, cyprus tic
mt ID_CARD - \d{1,7}[MGAPLHBZ] maltese id, karta tal-identità, identity card malta
dk ID_CARD dk.cpr \d{10} cpr, cpr-nummer, cpr-nr, cpr nummer, personnummer
dk OTHER_ID dk.cvr (?:DK)?\d{8} cvr-nummer, cvr-nr, se-nummer
se ID_CARD se.personnummer \d{10}|\d{12} personnummer, personnumret, samordningsnummer, personnr, swedish personal number, person-nr, swedish id, personal identity number
se OTHER_ID se.orgnr \d{10} organisationsnummer, organisationsnumret, organisationsnr, org nr, orgnr, org.nr, org.-nr, orgnummer, ~org nummer, org-nummer
se OTHER_ID se.vat SE\d{12} momsregistreringsnummer, vat-nummer, moms-nr, vat-nr
no ID_CARD no.fodselsnummer \d{11} fødselsnummer, fødselsnr, fodselsnummer, d-nummer, personnummer, fødselsnummeret, norwegian national id
no OTHER_ID no.orgnr (?:NO)?\d{9}(?:MVA)? organisasjonsnummer, organisasjonsnr, org.nr, orgnr, org nr
no ACCOUNT no.kontonr \d{11} kontonummer, bankkonto, kontonr
fi ID_CARD hetu \d{6}[A-FU-Y]?\d{3}[0-9A-Y] hetu, henkilötunnus, henkilotunnus, henkilötunnuksensa, personbeteckning, personbeteckningen, finnish id code, personal identity code, finnish personal identity code, henkilötunnukseni
fi OTHER_ID fi.ytunnus \d{8} y-tunnus, ytunnus, fo-nummer, business id
fi OTHER_ID fi.alv (?:FI)?\d{8} alv-numero, alv-tunnus
is ID_CARD is_.kennitala \d{10} kennitala, kennitalan, kennitölu
fo OTHER_ID fo.vn \d{6} ~v-tal, vinnutal
ee ID_CARD ee.ik [1-8]\d{10} isikukood, isikukoodi, personal code, estonian id
ee OTHER_ID ee.registrikood \d{8} registrikood, registrikoodi, reg. kood
lv ID_CARD lv.pvn \d{11} personas kods, personas kodu
lt ID_CARD lt.asmens [1-6]\d{10} asmens kodas, asmens kodą, asmens kodo
lt OTHER_ID - \d{7}|\d{9} įmonės kodas
ua ID_CARD ua.rntrc \d{10} рнокпп, ідентифікаційний код, ідентифікаційний номер, rnokpp
ua OTHER_ID ua.edrpou \d{8} єдрпоу, едрпоу, edrpou
ua PASSPORT - [A-ZА-ЯІЇЄ]{2}\d{6} закордонний паспорт, паспорт серія
by ID_CARD - \d{7}[A-Z]\d{3}[A-Z]{2}\d идентификационный номер, личный номер, асабісты нумар
ru ID_CARD ru.inn \d{10}|\d{12} инн, ~inn, инн физлица, идентификационный номер налогоплательщика
ru ID_CARD snils \d{11} снилс, snils, страховой номер
ru OTHER_ID ru.ogrn \d{13}|\d{15} огрнип
ru PASSPORT - \d{10} паспорт, паспорта, паспорт серия, серия и номер паспорта, паспортные данные
ru VEHICLE - [АВЕКМНОРСТУХABEKMHOPCTYX]\d{3}[АВЕКМНОРСТУХABEKMHOPCTYX]{2}\d{2,3} госномер, гос. номер, номер машины, номер авто, госзнак
ru OTHER_ID - \d{16} полис омс, полис
tr ID_CARD tr.tckimlik [1-9]\d{10} tc kimlik, t.c. kimlik, tc kimlik no, tckn, tc no, t.c. no, kimlik numarası, kimlik no, kimlik numaram, kimlik numaranız, türkiye cumhuriyeti kimlik numarası, turkish id, turkish national id, vatandaşlık numarası, nüfus cüzdanı, turkish identification number
tr OTHER_ID tr.vkn \d{10} vergi kimlik, vergi kimlik no, vergi no, vergi numarası, vergi numaramız
tr VEHICLE - (?:0[1-9]|[1-7]\d|8[01])[A-Z]{1,3}\d{2,5} plaka, araç plakası, plakası, plaka no, plakalı, license plate, plakam, ~vehicle
tr OTHER_ID - \d{10,13} sgk sicil no, sgk no, ssk no, sgk numarası
tr PASSPORT - [A-Z]\d{8} pasaport, pasaport no, pasaport numarası
"""
