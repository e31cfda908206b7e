"""Kinds of numbers told by the name of their field, and those that everyday papers hold.

What identifies a person everywhere (papers, accounts, vehicles) stands in numbered_fields.py; here
is what letters, cards and bookings call their numbers.
"""

from __future__ import annotations

import re
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
            "booking_reference booking_ref reservation_code record_locator "
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
            "application_id application_no application_number uan unique_application_number "
            "receipt_number receipt_no sevis sevis_id sevis_no uci uci_no uci_number ds_160 "
            "trf trf_no trf_number visa_no visa_number grant_number file_number "
            "licence license lic oln ol_no"
        ),
        re.compile(r"(?=(?:[A-Z]*\d){5})(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,18}|\d{2,4}-\d{4}(?:-\d{4})?"),
    ),
    Kind(
        Label.ACCOUNT,
        words("checking_account_number checking_account_no savings_account_number"),
        re.compile(r"\d{8,12}"),
    ),
)
