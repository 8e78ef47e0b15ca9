"""Regressions of scores in [0, 1], for the indirect method: fractional logit, and beta."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import digamma, expit, gammaln, logit, polygamma, xlogy

from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault
from samverkan.methods.qca.sets import Memberships

Design = NDArray[np.float64]
MOST_STEPS = 100
CLOSE = 1e-14
FLAT = 1e-9


def fit_logit(design: Design, scores: Memberships) -> Memberships:
    """Return the fitted values of a fractional logit: quasi-binomial with a logit link.

    Parameters
    ----------
    design : shape (n_cases, n_terms)
        The explanatory columns, without the constant.
    scores : shape (n_cases,)
        In [0, 1].

    Raises
    ------
    CalibrationError
        The scores or the values are the same for all, or the curve can follow scores of 0 and 1 exactly: none is best.

    References
    ----------
    Papke & Wooldridge (1996), Journal of Applied Econometrics 11(6). R: glm(y ~ x, family = quasibinomial).

    Examples
    --------
    >>> import numpy as np
    >>> fitted = fit_logit(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([0.0, 0.4, 0.6, 1.0]))
    >>> [round(float(one), 3) for one in fitted]
    [0.045, 0.265, 0.735, 0.955]
    """
    columns = _with_constant(design, scores)
    fitted = (scores + 0.5) / 2
    deviance = np.inf
    for _ in range(MOST_STEPS):
        weight = fitted * (1 - fitted)
        if weight.max() < FLAT:
            break
        # A weight of nothing would make its working response endless.
        weight = np.maximum(weight, np.finfo(float).tiny)
        root = np.sqrt(weight)
        working = logit(fitted) + (scores - fitted) / weight
        slopes = np.linalg.lstsq(columns * root[:, None], working * root, rcond=None)[0]
        fitted = np.clip(expit(columns @ slopes), np.finfo(float).eps, 1 - np.finfo(float).eps)
        before, deviance = deviance, _deviance(scores, fitted)
        if abs(before - deviance) <= CLOSE * (deviance + 0.1):
            return np.asarray(fitted, dtype=float)
    raise CalibrationError(CalibrationFault.NO_END)


def fit_beta(design: Design, scores: Memberships) -> Memberships:
    """Return the fitted means of a beta regression with a logit link and one precision for all.

    Scores of exactly 0 and 1 are first drawn in by (y (n - 1) + 1/2) / n. Parameters and errors as in `fit_logit`.

    References
    ----------
    Smithson & Verkuilen (2006), Psychological Methods 11(1). R: betareg(y ~ x, link = "logit").

    Examples
    --------
    >>> import numpy as np
    >>> fitted = fit_beta(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([0.0, 0.4, 0.6, 1.0]))
    >>> bool(np.all(np.diff(fitted) > 0))
    True
    """
    columns = _with_constant(design, scores)
    n = scores.size
    inner = (scores * (n - 1) + 0.5) / n
    likelihood = _BetaLikelihood(columns, inner)
    start = np.append(np.linalg.lstsq(columns, logit(inner), rcond=None)[0], np.log(5.0))
    found = minimize(likelihood.loss, start, jac=likelihood.slope, method="BFGS", options={"maxiter": 1000})
    return np.asarray(expit(columns @ _sharpen(likelihood, found.x)[:-1]), dtype=float)


@dataclass(frozen=True, slots=True)
class _BetaLikelihood:
    """Minus the log likelihood of a beta regression at a point: the coefficients, then the log of the precision."""

    columns: Design
    scores: Memberships

    def loss(self, point: Memberships) -> float:
        """Return minus the log likelihood."""
        _, precision, first, second = self._shapes(point)
        constant = gammaln(precision) - gammaln(first) - gammaln(second)
        likelihood = constant + (first - 1) * np.log(self.scores) + (second - 1) * np.log1p(-self.scores)
        return -float(likelihood.sum())

    def slope(self, point: Memberships) -> Memberships:
        """Return its slope."""
        mean, precision, _, _ = self._shapes(point)
        surprise, spread = self._surprise(point)
        by_mean = self.columns.T @ (precision * surprise * mean * (1 - mean))
        return -np.append(by_mean, precision * spread.sum())

    def bend(self, point: Memberships) -> Design:
        """Return its second derivatives."""
        mean, precision, first, second = self._shapes(point)
        surprise, spread = self._surprise(point)
        at_first, at_second = polygamma(1, first), polygamma(1, second)
        rise = mean * (1 - mean)
        drift = (1 - mean) * at_second - mean * at_first
        by_mean = precision * rise * (surprise * (1 - 2 * mean) - precision * rise * (at_first + at_second))
        by_both = self.columns.T @ (precision * rise * (surprise + precision * drift))
        widening = mean * drift - (1 - mean) * at_second + polygamma(1, precision)
        by_precision = precision * spread.sum() + precision**2 * widening.sum()
        corner = self.columns.T @ (self.columns * by_mean[:, None])
        return -np.block([[corner, by_both[:, None]], [by_both[None, :], np.full((1, 1), by_precision)]])

    def _shapes(self, point: Memberships) -> tuple[Memberships, float, Memberships, Memberships]:
        mean, precision = expit(self.columns @ point[:-1]), float(np.exp(point[-1]))
        return mean, precision, mean * precision, (1 - mean) * precision

    def _surprise(self, point: Memberships) -> tuple[Memberships, Memberships]:
        mean, precision, first, second = self._shapes(point)
        surprise = logit(self.scores) - digamma(first) + digamma(second)
        return surprise, mean * surprise + np.log1p(-self.scores) - digamma(second) + digamma(precision)


def _sharpen(likelihood: _BetaLikelihood, point: Memberships) -> Memberships:
    """Return the point after Newton steps, as long as they bring the slope nearer to nothing.

    The search before it stops where the likelihood no longer changes: a flat top leaves half the digits unknown.
    """
    left = float(np.abs(likelihood.slope(point)).max())
    for _ in range(MOST_STEPS):
        step = np.linalg.lstsq(likelihood.bend(point), likelihood.slope(point), rcond=None)[0]
        # Where the curve meets every score the precision has no end: that step leads nowhere, and is not taken.
        with np.errstate(over="ignore", invalid="ignore"):
            nearer = float(np.abs(likelihood.slope(point - step)).max())
        if not nearer < left:
            break
        point, left = point - step, nearer
    return point


def _with_constant(design: Design, scores: Memberships) -> Design:
    """Return the columns on a common scale and with the constant: fitted values do not depend on the scale."""
    if not ((scores >= 0) & (scores <= 1)).all():
        raise CalibrationError(CalibrationFault.SCORES_BEYOND, scores=(scores.min(), scores.max()))
    if scores.min() == scores.max():
        raise CalibrationError(CalibrationFault.ONE_SCORE, score=scores[0])
    spread = design.std(axis=0)
    if (spread == 0).any():
        raise CalibrationError(CalibrationFault.ONE_VALUE)
    return np.column_stack([np.ones(len(design)), (design - design.mean(axis=0)) / spread])


def _deviance(scores: Memberships, fitted: Memberships) -> float:
    own = xlogy(scores, scores) + xlogy(1 - scores, 1 - scores)
    return 2 * float((own - xlogy(scores, fitted) - xlogy(1 - scores, 1 - fitted)).sum())
