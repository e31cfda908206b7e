"""Numbers of North, Central and South America."""

NUMBERS = r"""
us ID_CARD us_social \d{9} ssn, social security, social security number, social security no, ~ss no, s.s.n., número de seguro social, seguro social
us ID_CARD us_itin \d{9} itin, individual taxpayer identification number, individual taxpayer, taxpayer identification number, individual tax id
us ID_CARD us.atin \d{9} adoption taxpayer identification number
us OTHER_ID us.ein \d{9} ein number, ~ein, employer identification number, employer id, federal tax id, federal ein
us OTHER_ID us.ptin P\d{8} preparer tax identification number
us ACCOUNT us.rtn \d{9} routing number, routing no, routing transit number, bank routing, aba routing, aba number, ~aba, ~rtn, ~routing, american bankers association, aba no, ach routing, bankrouting
us OTHER_ID npi [12]\d{9}|808401[12]\d{9} npi, national provider identifier, provider identifier, provider npi, npi number
us OTHER_ID dea [A-HJ-NPR-UX][A-Z9]\d{7} dea, dea number, dea registration, dea no
us OTHER_ID - [1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2} mbi, medicare beneficiary, medicare beneficiary identifier, medicare number, medicare id, medicare no, ~medicare
us ID_CARD - [A-Z]{1,2}\d{5,14}|\d{7,9}|[A-Z]\d{3}\d{3}\d{2}\d{3}\d|\d{9}[A-Z]|\d{3}[A-Z]{2}\d{4}|\d{2}[A-Z]{3}\d{5} driver's license, drivers license, driver license, driving license, driver's license number, drivers licence, dl number, dl no, ~driver lic, permit number, learner's permit
us PASSPORT - \d{9}|[A-Z]\d{8} us passport, american passport, passport number, ~passport, passport no, passport card, ~passport book, passport id, passports, travel document, travel document number
us ID_CARD - A\d{7,9}|\d{9} alien number, alien registration number, a-number, uscis number, green card number, permanent resident card
us VEHICLE - (?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{5,8} license plate, licence plate, license plate number, plate number, ~plate, plate no, ~plates, ~tag number
us OTHER_ID - \d{9,10} medicaid id, medicaid number, medicaid no
ca ID_CARD ca.sin \d{9} ~sin, social insurance, social insurance number, sin number, s.i.n., numéro d'assurance sociale, n° d'assurance sociale, assurance sociale, sin no
ca OTHER_ID ca.bn \d{9}(?:R[CPMT]\d{4})? business number, gst/hst number, gst number, numéro d'entreprise
ca OTHER_ID ca.bc_phn 9\d{9} personal health number
ca OTHER_ID - \d{10}(?:[A-Z]{2})? health card number, ontario health card, health card
ca OTHER_ID - [A-Z]{4}\d{8} numéro d'assurance maladie, carte d'assurance maladie, assurance maladie
ca ACCOUNT - 0?\d{8} transit number, institution number
mx ID_CARD mx.curp [A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d curp, clave única de registro de población, c.u.r.p.
mx ID_CARD mx.rfc [A-ZÑ&]{3,4}\d{6}(?:[0-9A-Z]{3})? ~rfc, r.f.c., registro federal de contribuyentes, rfc homoclave, ~rfc con homoclave, rfc receptor, rfc emisor
mx ID_CARD luhn \d{11} ~nss, n.s.s., número de seguro social, número de seguridad social, nss imss
mx ID_CARD - [A-Z]{6}\d{8}[HM]\d{3} clave de elector, credencial de elector, clave elector, credencial para votar
mx ACCOUNT clabe \d{18} clabe, clabe interbancaria, cuenta clabe
br ID_CARD br.cpf \d{11} cpf, c.p.f., cadastro de pessoas físicas, cpf/mf, cpf nº
br OTHER_ID br.cnpj [0-9A-Z]{12}\d{2} cnpj, c.n.p.j., cnpj/mf, cadastro nacional da pessoa jurídica
br ID_CARD - \d{7,9}[0-9X] registro geral, carteira de identidade, rg nº, identidade rg
br ID_CARD cnh \d{11} cnh, carteira de habilitação, carteira nacional de habilitação, carteira de motorista, registro cnh
br ID_CARD pis \d{11} pis/pasep, ~pasep, ~nit, pis pasep, número pis
br ID_CARD - \d{12} título de eleitor, título eleitoral
br OTHER_ID - \d{15} cartão sus, cartão nacional de saúde, cartão do sus
br OTHER_ID - \d{4,6}[A-Z]{2}|[A-Z]{2}\d{4,6} crm, oab, ~coren
br PASSPORT - [A-Z]{2}\d{6} passaporte, número do passaporte
br VEHICLE - [A-Z]{3}\d[0-9A-J]\d{2} placa do carro, placa do veículo, placa, renavam placa
br VEHICLE - \d{9,11} renavam
ar ID_CARD ar.cuit \d{11} cuit, cuil, c.u.i.t., c.u.i.l., cuit/cuil, clave única de identificación tributaria, clave única de identificación laboral
ar ID_CARD - \d{7,8} ~dni, d.n.i., documento nacional de identidad, ~documento, número de documento, documento de identidad
ar ACCOUNT ar.cbu \d{22} cbu, clave bancaria uniforme
ar VEHICLE - [A-Z]{3}\d{3}|[A-Z]{2}\d{3}[A-Z]{2} patente, dominio, patente del auto
cl ID_CARD cl.rut \d{7,8}[0-9K] ~rut, r.u.t., r.u.n., rol único tributario, rol único nacional, rut empresa, rut nº, cédula de identidad, carnet de identidad
cl VEHICLE - [B-DF-HJ-LPR-TV-Z]{4}\d{2}|[A-Z]{2}\d{4} patente, placa patente
co ID_CARD - \d{6,10} cédula de ciudadanía, ~cédula, número de cédula, tarjeta de identidad, cédula de extranjería
co ID_CARD co.nit \d{8,16} ~nit, n.i.t., número de identificación tributaria, ~rut
pe ID_CARD - \d{8} ~dni, d.n.i., documento nacional de identidad, documento de identidad, número de documento, carné de extranjería
pe OTHER_ID pe.ruc (?:10|15|16|17|20)\d{9} ruc, r.u.c., ruc número, registro único de contribuyentes
ec ID_CARD ec.ci \d{10} cédula, cédula de identidad, cédula de ciudadanía, número de cédula
ec OTHER_ID ec.ruc \d{13} ruc, r.u.c., registro único de contribuyentes
ve ID_CARD ve.rif [VEJPG]\d{9} r.i.f., registro de información fiscal
ve ID_CARD - [VE]\d{6,8} cédula, cédula de identidad, número de cédula
uy ID_CARD uy_card \d{7,8} cédula de identidad, cédula, documento de identidad, número de cédula
uy OTHER_ID uy.rut \d{12} ~rut, r.u.t.
py ID_CARD py.ruc \d{5,9} ruc, r.u.c.
py ID_CARD - \d{6,7} cédula de identidad, cédula de identidad civil
bo ID_CARD - \d{6,8}[A-Z]{0,2} carnet de identidad, cédula de identidad, cédula de identidad boliviana
do ID_CARD do.cedula \d{11} cédula, cédula de identidad, cédula de identidad y electoral, número de cédula
do OTHER_ID do.rnc \d{9} ~rnc, registro nacional de contribuyentes
cr ID_CARD - [1-9]\d{8} cédula, cédula de identidad, cédula física, número de cédula, ~dimex
cr OTHER_ID - 3\d{9} cédula jurídica
gt ID_CARD - \d{13} documento personal de identificación, código único de identificación
gt OTHER_ID gt.nit \d{2,11}K? ~nit, número de identificación tributaria
sv ID_CARD - \d{9} documento único de identidad
sv ID_CARD sv.nit \d{14} ~nit, número de identificación tributaria
hn ID_CARD - [01]\d{12} tarjeta de identidad, ~dni, documento nacional de identificación
ni ID_CARD - \d{13}[A-Z] cédula, cédula de identidad
pa ID_CARD - \d{1,2}\d{2,4}\d{3,6} cédula de identidad personal
cu ID_CARD cu.ni \d{11} carné de identidad, carnet de identidad, número de identidad permanente
ht ID_CARD - \d{10} numéro d'identification nationale, carte d'identification nationale
jm ID_CARD - \d{9} taxpayer registration number
tt ID_CARD - (?:19|20)\d{9} trinidad id
"""
