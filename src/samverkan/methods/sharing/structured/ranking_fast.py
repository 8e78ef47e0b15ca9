"""The steps of `ranking`, compiled: the same sums in the same order, so the same figures.

From one tangent to the next two players change places at most once, so an order that is kept is sorted at once again.
"""

import numpy as np
from numba import njit

from samverkan.methods.sharing.structured.nearness import SAME


@njit(cache=True, error_model="numpy")
def rank(parts, shares, direction):
    """As `rank_coalitions` in `ranking`, before the costs of hosts and of coordination are taken off.

    `parts` are the costs per host and member, the slopes and intercepts of the tangents, and the drivers; `direction`
    is empty where nothing is settled.
    """
    host_member_costs, slopes, intercepts, drivers = parts
    n = len(shares)
    complaints = np.full((n, n - 1), -np.inf)
    tangents = np.zeros((n, n - 1), dtype=np.intp)
    row = np.empty(n - 1)
    sums = np.empty(n - 1)
    for host in range(n):
        order = _others(n, host)
        for tangent in range(len(slopes)):
            own = _cost_others((host_member_costs[host], drivers), slopes[tangent], shares, (order, row), host)
            _sort(order, row)
            _sum_up(row, own, sums)
            if len(direction):
                _take_off_losses(row, direction[order], direction[host], sums)
            for size in range(n - 1):
                found = sums[size] - intercepts[tangent]
                if found > complaints[host, size]:
                    complaints[host, size] = found
                    tangents[host, size] = tangent
    return complaints, tangents


@njit(cache=True, error_model="numpy")
def list_members(parts, shares, direction, asked):
    """As `Ranking.coalitions` in `ranking`; `asked` are hosts, tangents, and how many others each has."""
    host_member_costs, slopes, _, drivers = parts
    hosts, tangents, sizes = asked
    n = len(shares)
    members = np.zeros((len(hosts), n), dtype=np.bool_)
    row = np.empty(n - 1)
    for at in range(len(hosts)):
        host, size = hosts[at], sizes[at]
        order = _others(n, host)
        _cost_others((host_member_costs[host], drivers), slopes[tangents[at]], shares, (order, row), host)
        _sort(order, row)
        members[at, host] = True
        for place in range(size):
            members[at, order[place]] = True
        if len(direction) and size > 0:
            leaving, entering = _find_swap(row, direction[order], direction[host], size)
            if leaving >= 0:
                members[at, order[leaving]] = False
                members[at, order[entering]] = True
    return members


@njit(cache=True, error_model="numpy", inline="always")
def _others(n, host):
    order = np.empty(n - 1, dtype=np.intp)
    for place in range(n - 1):
        order[place] = place if place < host else place + 1
    return order


@njit(cache=True, error_model="numpy", inline="always")
def _cost_others(costs, slope, shares, filled, host):
    """Fill in what each other costs above what it pays, in the order kept; return what the host pays above its own."""
    member_costs, drivers = costs
    order, row = filled
    for place in range(len(order)):
        one = order[place]
        row[place] = member_costs[one] + (slope * drivers[one] - shares[one])
    return -(member_costs[host] + (slope * drivers[host] - shares[host]))


@njit(cache=True, error_model="numpy", inline="always")
def _sort(order, row):
    for place in range(1, len(row)):
        cost, one = row[place], order[place]
        before = place - 1
        while before >= 0 and row[before] > cost:
            row[before + 1], order[before + 1] = row[before], order[before]
            before -= 1
        row[before + 1], order[before + 1] = cost, one


@njit(cache=True, error_model="numpy", inline="always")
def _sum_up(row, own, sums):
    total = 0.0
    sums[0] = own
    for size in range(1, len(row)):
        total -= row[size - 1]
        sums[size] = total + own


@njit(cache=True, error_model="numpy")
def _take_off_losses(row, directions, own, sums):
    width = len(row)
    if abs(own) < SAME:
        sums[0] = -np.inf
    after = np.empty(width + 1, dtype=np.intp)
    after[width] = width
    for size in range(width - 1, 0, -1):
        changes = abs(directions[size] - directions[size - 1]) >= SAME
        after[size] = size if changes else after[size + 1]
    before, total = -1, 0.0
    for size in range(1, width):
        total += directions[size - 1]
        if abs(directions[size] - directions[size - 1]) >= SAME:
            before = size - 1
        if abs(total + own) < SAME:
            later, earlier = _losses(row, size, before, after[size])
            sums[size] -= later if later <= earlier else earlier


@njit(cache=True, error_model="numpy")
def _find_swap(row, directions, own, size):
    """Return who leaves and who enters to unsettle the coalition of so many others, −1 where nobody need or can."""
    total = 0.0
    for place in range(size):
        total += directions[place]
    if abs(total + own) >= SAME:
        return -1, -1
    after = size
    while after < len(row) and abs(directions[after] - directions[after - 1]) < SAME:
        after += 1
    before = size
    while before > 0 and abs(directions[before] - directions[before - 1]) < SAME:
        before -= 1
    before -= 1
    later, earlier = _losses(row, size, before, after)
    if later <= earlier:
        return (size - 1, after) if later < np.inf else (-1, -1)
    return before, size


@njit(cache=True, error_model="numpy", inline="always")
def _losses(row, size, before, after):
    """Return what it costs that the last taken leaves for `after`, and that `before` leaves for the first not taken."""
    later = row[after] - row[size - 1] if after < len(row) else np.inf
    earlier = row[size] - row[before] if before >= 0 else np.inf
    return later, earlier
