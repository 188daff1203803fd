from engineio.packet import MESSAGE, Packet

from agent_desk.transport.send_queue import PACKET_BYTES, SendQueue


def packet(text):
    return Packet(MESSAGE, data=text)


def test_counts_the_bytes_that_wait():
    queue = SendQueue()
    queue.put(packet("hello"))
    queue.put(packet("you"))
    assert queue.waiting_bytes == 2 * PACKET_BYTES + 8

    queue.get()

    assert queue.waiting_bytes == PACKET_BYTES + 3


def test_cleared_holds_nothing_and_nobody_waits_for_it():
    queue = SendQueue()
    queue.put(packet("hello"))
    queue.put(None)

    queue.clear()

    assert queue.empty()
    assert queue.waiting_bytes == 0
    assert queue.join()


def test_waits_for_a_client_that_never_fetches_only_so_long():
    queue = SendQueue()
    queue.put(packet("hello"))

    assert not queue.join(timeout=0.01)
