from knowledge_base.importing.reading.records import records


def read(text, delimiter=","):
    return [tuple(record) for record in records(iter(text.splitlines(keepends=True)), delimiter)]


def test_cells_in_quotes_hold_delimiters_line_ends_and_quotes():
    assert read('a,"b,""c""\nd"\ne,f\n') == [
        (1, ["a", 'b,"c"\nd'], ""),
        (3, ["e", "f"], ""),
    ]


def test_an_open_quote_costs_its_own_line_only():
    first, second, third = read('a,b\n"open,c\nd,e\n')

    assert first == (1, ["a", "b"], "")
    assert second[0] == 2
    assert "never closed" in second[2]
    assert third == (3, ["d", "e"], "")
