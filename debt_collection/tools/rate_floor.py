"""A rate that never falls below another one: statutory interest as the floor of an agreed rate."""


def raised(rates, floor):
    """Return `rates` raised to `floor` day by day; days that either of them lacks are left out.

    :param rates, floor: [Rate(start, end or None, percent)] without overlaps
    :return: [Rate] in order; neighbours of the same percent aren't joined
    """
    result = []
    for rate in rates:
        for least in floor:
            start = max(rate.start, least.start)
            end = min((day for day in (rate.end, least.end) if day), default=None)
            if end is None or start <= end:
                percent = max(rate.percent, least.percent)
                result.append(rate._replace(start=start, end=end, percent=percent))
    return sorted(result)
