//! The colours of plots and badges can be seen and read.

#![allow(clippy::unwrap_used)]

use super::standalone::STYLE;
use super::*;

/// The contrast of two colours, as the WCAG define it.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05
    };
    let (one, other) = (light(one), light(other));
    (one / other).max(other / one)
}

#[test]
fn colours_contrast() {
    for theme in STYLE.split(":root").skip(1) {
        let block = theme.split_once('{').unwrap().1.split('}').next().unwrap();
        let of = |name: &str| {
            let declaration = format!("--plot-{name}: ");
            block.split(&declaration).nth(1).unwrap().split(';').next().unwrap().to_owned()
        };
        let tones = (1..=8).map(|nth| format!("tone-{nth}"));
        let steps = (1..=4).map(|nth| format!("step-{nth}"));
        for tone in tones.chain(steps).chain(["good", "warn", "bad", "plain"].map(str::to_owned)) {
            assert!(contrast(&of(&tone), &of("ground")) >= 3., "{tone}");
            assert!(contrast(&of(&tone), &of(&format!("on-{tone}"))) >= 4.5, "{tone}");
        }
        assert!(contrast(&of("text"), &of("ground")) >= 4.5);
        assert!(contrast(&of("quiet"), &of("ground")) >= 4.5);
        assert!(contrast(&of("axis"), &of("ground")) >= 3.);
    }
    for tone in [Tone::Good, Tone::Warn, Tone::Bad, Tone::Plain, Tone::Nth(0)] {
        let badge = Badge { label: "l".into(), value: "v".into(), tone }.svg();
        for fill in badge.split("<path fill=\"").skip(1) {
            assert!(contrast(&fill[..7], "#ffffff") >= 4.5);
        }
    }
}
