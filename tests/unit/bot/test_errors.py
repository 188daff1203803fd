from bot import errors
from bot.errors import BotError


def subclasses(error):
    for child in error.__subclasses__():
        yield child
        yield from subclasses(child)


class TestBotError:
    def test_is_the_base_of_every_error_that_the_module_draws(self):
        drawn = [
            line.split("── ")[1].split()[0] for line in errors.__doc__.splitlines() if "──" in line
        ]

        assert drawn == [error.__name__ for error in subclasses(BotError)]

    def test_gives_each_error_a_code_of_its_own(self):
        codes = [error.code for error in subclasses(BotError)]

        assert len(set(codes)) == len(codes)
