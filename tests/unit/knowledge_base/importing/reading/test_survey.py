import codecs
import io

from knowledge_base.importing.reading.survey import chunks, fault_in, survey


def test_counts_bytes_and_names_the_first_fault():
    seen = survey(io.BytesIO("line\n退货\n".encode() + b"\xff\n\0\x01"))

    assert (seen.size, seen.nuls, seen.nul_line, seen.controls) == (16, 1, 4, 1)
    assert seen.utf8_fault == 12


def test_the_sample_begins_with_the_first_line_that_is_not_ascii():
    assert survey(io.BytesIO("a\nb 退\nc".encode())).sample == "b 退\nc".encode()


def test_a_file_cut_in_a_character_has_a_fault_at_its_end():
    assert survey(io.BytesIO("退".encode()[:2])).utf8_fault == 0


def test_a_character_over_two_pieces_is_no_fault():
    decoder = codecs.getincrementaldecoder("utf-8")()
    first, second = "退".encode()[:1], "退".encode()[1:]

    assert fault_in(decoder, first, 0) is None
    assert fault_in(decoder, second, 1) is None


def test_pieces_start_at_the_beginning_each_time():
    file = io.BytesIO(b"abc")

    assert [list(chunks(file)), list(chunks(file))] == [[b"abc"], [b"abc"]]
