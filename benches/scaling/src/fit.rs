//! How fast something grows: the exponent of a power law.

/// `y` = `factor` × `x` ^ `exponent`, from `from` on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fit {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) exponent: f64,
    factor: f64,
}

impl Fit {
    /// Least squares of the logarithms over the upper half of the points, of which there are three or more if there are so
    /// many at all. None of less than two points. Points are in the order of `x`, and above 0.
    pub(crate) fn of(points: &[(f64, f64)]) -> Option<Fit> {
        let upper = &points[points.len().saturating_sub(points.len().div_ceil(2).max(3))..];
        let (&(from, _), &(to, _)) = (upper.first()?, upper.last()?);
        let mean = |of: fn(&(f64, f64)) -> f64| upper.iter().map(of).sum::<f64>() / upper.len() as f64;
        let (x, y) = (mean(|point| point.0.ln()), mean(|point| point.1.ln()));
        let along: f64 = upper.iter().map(|point| (point.0.ln() - x) * (point.1.ln() - y)).sum();
        let square: f64 = upper.iter().map(|point| (point.0.ln() - x).powi(2)).sum();
        let exponent = along / square;
        (square > 0.0).then(|| Fit { from, to, exponent, factor: (y - exponent * x).exp() })
    }

    /// What the law says for `x`.
    pub(crate) fn at(&self, x: f64) -> f64 {
        self.factor * x.powf(self.exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::Fit;

    #[test]
    fn powers_are_found() {
        let points: Vec<(f64, f64)> =
            (0..9).map(|i| (4_f64.powi(i), if i < 4 { 7.0 } else { 3.0 * 4_f64.powi(i).powf(1.5) })).collect();
        let fit = Fit::of(&points).unwrap();
        assert!((fit.exponent - 1.5).abs() < 1e-9 && (fit.at(100.0) - 3_000.0).abs() < 1e-6, "{fit:?}");
        assert_eq!((fit.from, fit.to), (256.0, 65_536.0));
    }

    #[test]
    fn few_points() {
        assert_eq!(Fit::of(&[]), None);
        assert_eq!(Fit::of(&[(2.0, 3.0)]), None);
        assert!((Fit::of(&[(1.0, 3.0), (2.0, 6.0)]).unwrap().exponent - 1.0).abs() < 1e-9);
        assert_eq!(Fit::of(&[(1.0, 3.0), (2.0, 3.0), (4.0, 3.0), (8.0, 3.0)]).unwrap().from, 2.0);
    }
}
