from posthouse.privacy.names.chinese_public import public


def test_a_bank_is_everybodys_and_its_branch_is_not() -> None:
    assert public("中国工商银行")
    assert public("招商银行股份有限公司")
    assert public("代发银行中国农业银行")
    assert not public("招商银行深圳分行")
    assert not public("深圳众诚贸易有限公司")
