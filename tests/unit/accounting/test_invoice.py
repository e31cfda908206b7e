"""An invoice beside the receipts."""

import pytest

from posthouse.accounting.invoice import compared, invoice_of
from posthouse.accounting.recount import Call, recounted
from posthouse.model.errors import CommandError
from posthouse.model.usage import MicroUSD, Price, Usage

PRICE = Price(MicroUSD(1_000_000), MicroUSD(2_000_000))


def rows(count=10, untold=0, reserved=500):
    told = [Call("a", "m", Usage(100, 50), 400, 200, MicroUSD(0), whole=True)] * count
    lost = [Call("a", "m", Usage(), 400, 0, MicroUSD(reserved), whole=False)] * untold
    return recounted([*told, *lost], {"m": PRICE})


@pytest.mark.parametrize(
    "text",
    [
        "model,prompt_tokens,completion_tokens,cost\nm,600,300,0.0012\nm,400,200,$0.0008\n",
        "模型,输入,输出,金额\nm,600,300,0.0012\nm,400,200,0.0008\n",
        "No,Model Name,Input Tokens,Output Tokens,Cost\n1,m,600,300,0.0012\n2,m,400,200,.0008\n",
    ],
)
def test_columns_are_known_by_their_names_and_rows_add_up(text):
    found = invoice_of(text)["m"]
    assert (found.rows, found.input, found.output, found.amount) == (2, 1000, 500, 2000)
    assert not compared({"m": found}, rows())[0].over


@pytest.mark.parametrize(
    ("line", "over"),
    [
        ("m,1000,500,0.002", False),
        ("m,1005,500,0.00201", False),
        ("m,1200,500,0.002", True),
        ("m,1000,900,0.002", True),
        ("m,1000,500,0.003", True),
        ("m,900,400,0.001", False),
        ("other,1,1,0.1", True),
    ],
)
def test_more_than_the_receipts_explain_is_said(line, over):
    told = invoice_of(f"model,input,output,amount\n{line}\n")
    assert [one.over for one in compared(told, rows())] == [over]


def test_what_ended_without_a_count_may_have_cost_what_was_set_aside():
    told = invoice_of("model,input,output,amount\nm,1300,600,0.0025\n")
    one = compared(told, rows(untold=1))[0]
    assert (one.least, one.most) == (2000, 2500)
    assert not one.over
    assert compared(told, rows(untold=1, reserved=100))[0].over


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "model\nm\n", "model,amount\nm,lots\n", "model,amount\nm,NaN\n"]
)
def test_what_is_no_invoice_is_refused(text):
    with pytest.raises(CommandError, match="expected"):
        invoice_of(text)
