from knowledge_base.progress import silent, stage


def test_a_stage_reports_under_its_name():
    heard = []

    stage(lambda *report: heard.append(report), "encoding")(3, 7)

    assert heard == [("encoding", 3, 7)]


def test_silence_takes_any_report():
    assert silent("encoding", 3, 7) is None
