"""Kinds of numbers told by the name of their field, and those that everyday papers hold.

What identifies a person everywhere (papers, accounts, vehicles) stands in numbered_fields.py; here
is what letters, cards and bookings call their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from posthouse.model.finding import Label
from posthouse.privacy.checksums import example_number, social_security_example
from posthouse.privacy.words import words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: what its fields and columns are called, and its form."""

    label: Label
    names: frozenset[str]
    form: re.Pattern[str]
    begun: re.Pattern[str] = field(init=False)
    """Matches whatever may begin with a value of the form that ends where a word does."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "begun", re.compile(rf"(?:{self.form.pattern})(?![A-Za-z0-9_])"))

    def fits(self, value: str) -> Label | None:
        """Return what a value is, None where it has not the form or stands for an example."""
        if self.form.fullmatch(value) is None:
            return None
        if social_security_example(value) or example_number(value):
            return None
        return self.label


LETTERS_AND_DIGITS = (
    r"(?=(?:[^\d\n]*\d){5})[A-Z0-9][A-Z0-9 ./-]{4,22}[A-Z0-9]|(?=(?:[A-Z]*\d){4})[A-Z0-9]{8,12}"
    r"|[a-z]{1,2}\d{6,10}"
)
"""Five digits and more, four among eight letters and digits, or six behind small letters."""

EVERYDAY = (
    Kind(
        Label.OTHER_ID,
        words(
            "membership_number membership_no membership_card membership_card_no member_no "
            "loyalty_card loyalty_card_no loyalty_card_number loyalty_no rewards_number rewards_no "
            "library_card library_card_no library_card_number uhid hospital_number hospital_no "
            "hosp_no crime_reference crime_reference_number crime_ref crime_ref_no crime_number "
            "incident_number incident_reference incident_ref claim_ref claim_reference_number "
            "claims_reference our_reference our_ref your_reference your_ref case_reference "
            "case_ref patient_ref certificate_ref frequent_flyer_membership warrant_number "
            "student_no student_number student_card matriculation_number matriculation_no "
            "exam_number candidate_number bar_number bar_no state_bar_number state_bar_no sbn "
            "supply_number meter_point_number mpan mprn tenancy_reference tenancy_ref"
        ),
        re.compile(LETTERS_AND_DIGITS),
    ),
    # Where a program's ids are plain numbers, letters among the figures make it a person's.
    Kind(
        Label.OTHER_ID,
        words("member_id membership_id student_id mbi_number subscriber_no group_member_id"),
        re.compile(
            r"(?=[A-Z0-9/-]{0,12}[A-Z])(?=(?:[^\d\n]*\d){4})[A-Z0-9][A-Z0-9/-]{5,16}[A-Z0-9]"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "booking_number booking_no booking_confirmation booking_confirmation_number "
            "confirmation_number confirmation_no confirmation conf_no reservation_number "
            "reservation_no itinerary_number"
        ),
        re.compile(r"\d{8,12}|(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,10}"),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "pnr booking_reference booking_ref reservation_code record_locator buchungscode "
            "确认号 確認號 酒店确认号 "
            "订房确认号 预订号 订位编号 訂位代號 訂房編號 預訂編號"
        ),
        re.compile(
            r"[A-Z0-9]{6}|\d{8,12}|[A-Z]{2,3}\d{6,9}|"
            r"(?=(?:[^\d\n]*\d){5})[A-Z0-9]{2,4}(?:[/-][A-Z0-9]{3,8}){1,2}"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words("cas cas_no cas_number cas_reference ucas ucas_id ucas_no ucas_number"),
        re.compile(r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{8,14}|\d{3}(?:-\d{3}){2}\d"),
    ),
    Kind(
        Label.ACCOUNT,
        words("bsb bsb_no bsb_number bsb_code"),
        re.compile(r"\d{3}[- ]?\d{3}"),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "etkt tkt tkt_no ticket ticket_no ticket_number e_ticket eticket e_ticket_no "
            "e_ticket_number "
            "eticket_number 客票号码 机票号码 电子票号码 機票號碼 電子機票號碼"
        ),
        re.compile(r"\d{3}[- ]?\d{10}"),
    ),
    Kind(
        Label.OTHER_ID,
        words("gmc gmc_no gmc_number gmc_reference gdc_number nmc_number hcpc_number"),
        re.compile(r"[A-Z]{0,2}\d{6,7}"),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "microchip microchip_no microchip_number chip_no chip_number pet_chip 芯片 芯片号 "
            "芯片号码 芯片编号 宠物芯片 晶片 晶片號碼 晶片號 寵物晶片"
        ),
        re.compile(r"\d{15}|\d{3} \d{4} \d{4} \d{4}"),
    ),
    Kind(
        Label.ACCOUNT,
        words(
            "kundennummer kundennr kunden_nr numero_client numéro_client numero_cliente klantnummer"
        ),
        re.compile(r"[A-Z]{0,2}\d{6,12}"),
    ),
    Kind(
        Label.ACCOUNT,
        words(
            "customer_no customer_number customer_nr cust_no cust_number client_no client_number "
            "customer_reference_number subscriber_account"
        ),
        re.compile(r"(?:[A-Z]{1,3}-?)?\d{6,12}"),
    ),
    # A word of contracts that programs have too: letters stand before many figures.
    Kind(
        Label.OTHER_ID,
        words(
            "policy policy_nr insurance_policy loan loan_ref loan_reference contract_no "
            "contract_number"
        ),
        re.compile(
            r"[A-Z]{2,4}[ -]?\d{6,10}(?:-\d{1,4})?|(?=(?:[A-Z]*\d){9})[A-Z][A-Z0-9]{10,23}|"
            r"\d{15,18}"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words("ff ffn ff_no fqtv ffp ff_number"),
        re.compile(r"(?:[A-Z]{2} ?)?[1-9]\d{7,14}"),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "loan_no loan_number loan_account mortgage_no mortgage_number mortgage_account "
            "tax_reference council_tax_reference council_tax_ref council_tax_account "
            "i_94 i_94_number i94_number customer_ref account_ref"
        ),
        re.compile(
            r"[A-Z]{0,4}[ -]?\d{8,15}(?:-\d{1,4})?|\d{4}-\d{6}-\d{2}|"
            r"(?=(?:[A-Z]*\d){9})[A-Z][A-Z0-9]{10,23}"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "pcn pcn_no penalty_charge_notice upn group group_no group_number group_id grp grp_no "
            "eori eori_no eori_number"
        ),
        re.compile(r"[A-Z]{1,4}\d{5,15}|[A-Z]{2} \d{3} \d{4} \d{2}(?: \d{3})?"),
    ),
    Kind(Label.OTHER_ID, words("medicare"), re.compile(r"\d{4} \d{5} \d(?:[ /-]\d)?")),
    # Papers of those who travel, study and settle, and licences to drive in their short forms.
    Kind(
        Label.OTHER_ID,
        words(
            "application_id receipt_number receipt_no sevis sevis_id sevis_no sevis_number ds_160 "
            "trf trf_no trf_number visa_no visa_number grant_number "
            "licence license lic oln ol_no"
        ),
        re.compile(r"(?=(?:[A-Z]*\d){5})(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,18}|\d{2,4}-\d{4}(?:-\d{4})?"),
    ),
    Kind(
        Label.ACCOUNT,
        words("checking_account_number checking_account_no savings_account_number"),
        re.compile(r"\d{8,12}"),
    ),
    # Papers of people that no program calls so: of patients, pupils, prisoners, travellers.
    Kind(
        Label.OTHER_ID,
        words(
            "roll_no roll_number enrolment_no enrolment_number enrollment_no enrollment_number "
            "uln uln_no unique_learner_number usi usi_no unique_student_identifier sasid "
            "state_student_id matrikelnummer matrikelnr matrikel_nr numero_matricola "
            "numero_etudiant numéro_étudiant exam_candidate candidate_no medical_record_no "
            "medical_record_number med_rec med_rec_no mr_no csn encounter_no encounter_number "
            "ihi ihi_no ihi_number ohip ohip_no ohip_number phn phn_no personal_health_number "
            "rx_no rx_number rx_id prescription_no prescription_number authorization_no "
            "authorization_number authorisation_number prior_auth prior_auth_no inmate inmate_no "
            "inmate_number inmate_id prisoner_no prisoner_number offender_no offender_number "
            "warrant_no citation_no citation_number fbi_no fbi_number pnc_id pnc_no arrest_no "
            "arrest_number payroll_no payroll_number payroll_id redress_no redress_number passid "
            "known_traveler_no known_traveller_no known_traveller_number known_traveler "
            "voter_id voter_registration_no voter_registration_number epic_no dbs_no "
            "dbs_certificate dbs_certificate_no dbs_certificate_number dbs_number sia_licence "
            "sia_licence_no sia_licence_number sia_badge tv_licence tv_licence_no flying_blue "
            "skymiles skymiles_no aadvantage aadvantage_no mileageplus mileageplus_no "
            "executive_club executive_club_no bonvoy bonvoy_no hilton_honors hilton_honors_no "
            "krisflyer krisflyer_no chart_no medicaid_id medicaid_no referral_no ubrn "
            "visa_control_no iqama iqama_no emirates_id work_permit work_permit_no cos_number "
            "certificate_of_sponsorship hall_ticket hall_ticket_no exam_no lrn cwid custody_record "
            "prison_no prison_number noms noms_no cdcr_no avios_no blue_badge blue_badge_no "
            "blue_badge_number"
        ),
        re.compile(
            LETTERS_AND_DIGITS
            + r"|[A-Z]{1,2}-\d\d-\d{4,6}|[A-Z]{2} (?=(?:[A-Z]*\d){3})[A-Z0-9]{7}|"
            r"[A-Z]\d{4}[A-Z]{2}|\d{2,4}[/-]\d{3,6}[A-Z]?|\d\d[A-Z]{2}\d\d|\d{4}(?: \d{4}){3}"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words("accession_no accession_number specimen_id specimen_no specimen_number"),
        re.compile(r"[A-Z]{0,2}\d\d-\d{4,8}|\d{8,12}"),
    ),
    Kind(
        Label.OTHER_ID,
        words("chi chi_no chi_number h_c_number"),
        re.compile(r"[0-3]\d[01]\d{3} ?\d{4}|\d{3} \d{3} \d{4}"),
    ),
    Kind(Label.OTHER_ID, words("nmc_pin nmc"), re.compile(r"\d\d[A-L]\d{4}[EWSINOC]")),
    Kind(Label.OTHER_ID, words("tan tan_no tan_of_deductor"), re.compile(r"[A-Z]{4}\d{5}[A-Z]")),
    Kind(
        Label.OTHER_ID,
        words(
            "home_office_reference home_office_ref ho_ref ho_reference application_no uan "
            "application_number unique_application_number"
        ),
        re.compile(
            r"[A-Z]{1,3}\d{6,8}(?:/\d{1,2})?|\d{4}(?:-\d{4}){3}|"
            r"(?=(?:[A-Z]*\d){5})(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,18}"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words("share_code evisa_share_code"),
        re.compile(r"(?=[A-Z ]*\d)[A-Z0-9]{3} ?[A-Z0-9]{3} ?[A-Z0-9]{3}"),
    ),
    Kind(
        Label.OTHER_ID,
        words("visa_grant visa_grant_no visa_grant_number uci uci_no uci_number"),
        re.compile(r"\d{13}|\d{10}|\d{8}|\d{2,4}-\d{4}(?:-\d{4})?"),
    ),
    # Foreigners in the United States: A 204 829 103, also as the file of their court.
    Kind(
        Label.ID_CARD,
        words("alien alien_no file_no file_number uscis uscis_no"),
        re.compile(
            r"A ?-?\d{2,3}[ -]\d{3}[ -]\d{3}|A\d{8,9}|0\d\d-\d{3}-\d{3}|"
            r"(?=(?:[A-Z]*\d){5})(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,18}"
        ),
    ),
    Kind(
        Label.ID_CARD,
        words(
            "brp brp_no brp_number residence_permit residence_permit_no residence_permit_number "
            "pr_card pr_card_no green_card green_card_no permanent_resident_card "
            "aufenthaltstitel_nr steueridentifikationsnummer steuer_identifikationsnummer idnr"
        ),
        re.compile(LETTERS_AND_DIGITS),
    ),
    Kind(
        Label.ID_CARD,
        words("sin sin_no s_i_n social_insurance soc_sec soc_sec_no ss_no"),
        re.compile(r"\d{3}[ -]\d{3}[ -]\d{3}|\d{3}[ -]?\d\d[ -]?\d{4}"),
    ),
    Kind(
        Label.PASSPORT,
        words("travel_doc travel_doc_no travel_document travel_document_no travel_document_number"),
        re.compile(r"(?=(?:[A-Z]*\d){5})(?:[A-Z]{1,3}\d{6,8}|[A-Z0-9]{8,9})"),
    ),
    Kind(
        Label.ACCOUNT,
        words("ifsc ifsc_code bank_ifsc"),
        re.compile(r"[A-Z]{4}0[A-Z0-9]{6}"),
    ),
    Kind(Label.ACCOUNT, words("a_c a_c_no acc_no cif cif_no"), re.compile(r"\d{8,18}")),
    Kind(
        Label.ACCOUNT,
        words("clabe clabe_interbancaria cuenta_clabe cbu cvu"),
        re.compile(r"\d{18}|\d{22}"),
    ),
    Kind(Label.OTHER_ID, words("employee badge"), re.compile(r"[A-Z]{1,4}-?\d{4,10}")),
    Kind(Label.ID_CARD, words("rg"), re.compile(r"\d{1,2}\.\d{3}\.\d{3}-[0-9X]")),
    Kind(Label.ACCOUNT, words("s_c"), re.compile(r"\d\d-\d\d-\d\d|\d{6}")),
)
_PAPERS = words(
    "student student_id student_no pupil_id pupil_no member member_no membership_no "
    "employee employee_id employee_no emp_id emp_no staff staff_id staff_no worker_id "
    "personnel_no badge badge_no badge_id licence_no license_no claim claim_no claim_id "
    "patient_id mr rx ra loan loan_no visit_id medicaid chart loyalty accession "
    "specimen candidate candidate_no"
)
_ON_PAPER = (
    r"(?!(?:19|20)\d{6}(?!\d))(?:\d{5,12}|\d\d-\d{4,6}(?:-\d{1,4})?|\d\d-\d\d-\d\d|"
    r"[A-Z]{1,4}-?\d{4,10})"
)


def on_paper(fields: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return what papers call by several words or with #, where a program's fields only count.

    "Employee ID: 48291" is of a person, employee_id=48291 may be anything.
    """
    return {name: _told(fields.get(name)) for name in _PAPERS}


def _told(kind: Kind | None) -> Kind:
    if kind is None:
        return Kind(Label.OTHER_ID, frozenset(), re.compile(_ON_PAPER))
    return Kind(kind.label, frozenset(), re.compile(rf"{_ON_PAPER}|{kind.form.pattern}"))
