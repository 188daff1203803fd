"""The settings of one section: the files of settings, with environment variables on top.

What is wrong with them is one line that a person without a knowledge of Python can act on. It names
the file and the line, or the variable, and never shows a value, which may be a secret.
"""

from knowledge_base.configuration.file import (
    config_path,
    read_section,
    settings_files,
    shop_file,
)
from knowledge_base.configuration.in_use import settings_in_use, warnings_of
from knowledge_base.configuration.paths import (
    REPOSITORY_ROOT,
    resolve_database_url,
    resolve_path,
)
from knowledge_base.configuration.section import ConfigSection
from knowledge_base.configuration.shop_files import is_shop_id
from knowledge_base.configuration.shops import configured_shops, setting_of_shop

__all__ = [
    "REPOSITORY_ROOT",
    "ConfigSection",
    "config_path",
    "configured_shops",
    "is_shop_id",
    "read_section",
    "resolve_database_url",
    "resolve_path",
    "setting_of_shop",
    "settings_files",
    "settings_in_use",
    "shop_file",
    "warnings_of",
]
