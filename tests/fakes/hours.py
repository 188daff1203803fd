"""Opening hours of the shop in ``world``, in Shanghai."""

from datetime import UTC, datetime

from agent_desk.settings.hours import HoursSettings

MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def set_hours(world, *, zone_name=None, **weekly):
    """Opens the shop at these times only: ``monday=["09:00-18:00"]``."""
    hours = {"time_zone": "Asia/Shanghai", "weekly": weekly}
    if zone_name:
        hours |= {"zone_name": {"zh": "北京时间", "en": zone_name}}
    world.desk.settings.shops["demo"].hours = HoursSettings.model_validate(hours)
