"""What names nobody, however much it looks like a name: abbreviations, little words, programs,
names that programmers give (IceSSL), and what stands where a name was: XXX, PERSON_2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from posthouse.privacy.names.programs import PROGRAMS
from posthouse.privacy.words import words

_ABBREVIATIONS = words(
    # offices, letters, days
    "CEO CFO CTO COO CMO CIO VP SVP EVP HR PR QA QC PM AM ETA FYI FAQ ASAP TBD TBA NA RSVP PS DIY VIP "
    "LOL OMG BTW IMO AKA RIP DOB SSN ID PIN TV DVD CD OK GMT UTC EST PST CET CV MBA BA BSc MSc PhD GPA IQ "
    "SAT GRE GMAT TOEFL IELTS SOP LOR NDA MOU RFP RFQ SLA TOS EULA NGO SME IP ISBN ISSN DOI PO POS "
    # trade and money
    "USD EUR GBP RMB CNY JPY INR AUD CAD CHF HKD SGD AED BTC ETH NFT ATM IBAN BIC VAT GST GDP GNP CPI ROI "
    "ROE KPI OKR SKU CRM ERP CTA CTR CPC CPA CPM PPC SEO SEM SERP USP YTD MTD QTD YOY MOM EPS EBITDA NAV IPO "
    "ETF APR APY KYC AML ESG SDG CSR CAPEX OPEX COGS GAAP IFRS SWOT PEST PESTLE MVP POC BOM MOQ FOB CIF COD "
    "MRP FTE PTO HMO PPO LTV ARR MRR SAAS PNL ICO DAO DEFI OTC FX "
    # things of computers
    "AI ML NLP LLM GPT OCR API SDK IDE GUI UI UX OS CPU GPU TPU RAM ROM SSD HDD USB HDMI LED LCD OLED PC PCB "
    "IOT GPS RFID QR NFC WIFI LAN WAN VPN DNS DHCP HTTP HTTPS FTP SSH SSL TLS TCP UDP HTML CSS XML JSON YAML "
    "CSV SQL PHP URL URI PDF PNG JPG JPEG GIF SVG MP3 MP4 ZIP RGB DPI RSS CMS CLI CI OOP MVC ORM CRUD REST "
    "JWT SSO MFA OTP SMS SIM LTE 5G 4G VR AR XR NPC RPG MMO MMORPG FPS PVP DLC "
    # medicine and science
    "DNA RNA PCR MRI CT ECG EKG EEG EMG ICU ER BMI HIV AIDS COVID PTSD ADHD OCD CPR AED EMT CNA RN LPN STD UTI "
    "NHS NOK NBM BPM "
    # labels, forms, parcels
    "QTY REFILLS RX MG MCG ML OZ LB LBS TABS CAPS VEH PLT VIN ODO EXP AUTH ATTN ACCT REF TEL FAX MOB "
    "AUC ROC RMSE MAE MSE SVM PCA RNN LSTM GAN ANOVA SPSS SD SE UV IR CFD FEM PLC SCADA HVAC"
)
_STAND_INS = words(
    "PERSON NAME USER ORGANIZATION ORGANISATION ORG COMPANY LOCATION LOC CITY STATE COUNTRY ADDRESS "
    "REDACTED ANONYMIZED ANONYMISED MASKED REMOVED PLACEHOLDER"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
# A name of a class or a setting: words run together, the last of which says what it is.
_IDENTIFIER = re.compile(
    r"[A-Za-z0-9]*[a-z](?:Password|Passwd|Secret|Token|Key|Id|Url|Uri|Config|Settings|Error|Exception|"
    r"Handler|Listener|Manager|Factory|Builder|Controller|Provider|Context|Request|Response|"
    r"Client|Server|Session|Util|Utils|Impl|Test|Tests|Spec|Exporter|Importer|Parser|"
    r"API|SSL|TLS|SSH|SQL|XML|JSON|HTTP|URL|DB)"
)
_FEWEST = 2  # letters of a name
_LITTLE = words(
    "i i'm i'll i've i'd it it's he she we you they me my this that ok no yes god n/a jan feb mar apr jun "
    "jul aug sep sept oct nov dec january february july september october november december monday "
    "tuesday wednesday thursday friday saturday sunday mon tue wed thu fri european african asian american "
    "arabic latin hebrew western eastern northern southern"
)


def nameless(taken: Sequence[str]) -> bool:
    """Tell whether none of some words names anybody, or they are no more than a letter."""
    if not _STAND_INS.isdisjoint(taken) or (taken and _nameless(taken[0])):
        taken = [word for word in taken if not _NUMBER.fullmatch(word)]
    return all(_nameless(word) for word in taken) or sum(map(_letters, taken)) < _FEWEST


def _letters(word: str) -> int:
    return len(word) if word[0].isalpha() else 0


def _nameless(word: str) -> bool:
    if not word[0].isalnum():
        return True
    known = word.removesuffix("s") if word[:-1].isupper() else word
    if known in _ABBREVIATIONS or word in _STAND_INS or crossed_out(word):
        return True
    if _IDENTIFIER.fullmatch(word):
        return True
    small = word.replace("’", "'").lower()
    return small in _LITTLE or small in PROGRAMS


def crossed_out(word: str) -> bool:
    """Tell whether crosses stand where a name was: XXX."""
    return len(word) > 1 and not word.strip("xX")
