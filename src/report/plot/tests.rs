//! Properties of every drawing, for any numbers.

#![allow(clippy::unwrap_used)]

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::axis::{Days, Numbers};
use super::canvas::{FONT, share};
use super::standalone::STYLE;
use super::text::{clipped, escaped, grouped, width};
use super::*;

fn series(values: &[Vec<u32>]) -> Vec<Series> {
    let each = values.iter().enumerate();
    each.map(|(at, values)| Series {
        name: format!("State {at}"),
        tone: Tone::Nth(at),
        values: values.clone(),
    })
    .collect()
}

fn over_time(days: Vec<Date>, values: &[Vec<u32>], is_stacked: bool) -> OverTime {
    OverTime {
        id: "states",
        title: "States".to_owned(),
        description: "How many of each".to_owned(),
        days,
        series: series(values),
        is_stacked,
        by: "Day".to_owned(),
        empty: "No days".to_owned(),
    }
}

fn bars(groups: &[&str], values: &[Vec<u32>]) -> Bars {
    Bars {
        id: "groups",
        title: "Groups".to_owned(),
        description: "How many of each".to_owned(),
        by: "Group".to_owned(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        series: series(values),
        total: "Total".to_owned(),
        empty: "No groups".to_owned(),
    }
}

fn days(first: Date, steps: impl IntoIterator<Item = i64>) -> Vec<Date> {
    let mut days = vec![first];
    for step in steps {
        let day = *days.last().unwrap();
        days.push(day.checked_add(step.days()).unwrap());
    }
    days
}

/// Numbers that look random, and are the same each time.
fn noise(count: usize, most: u32) -> Vec<u32> {
    let mut state: u64 = 7;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        u32::try_from((state >> 33) % (u64::from(most) + 1)).unwrap()
    };
    (0..count).map(next).collect()
}

/// Every kind of drawing, and the extremes.
fn drawings() -> Vec<String> {
    let long = days(date(1980, 3, 4), std::iter::repeat_n(1, 19_999));
    let all = vec![date(-9999, 1, 1), date(0, 1, 1), date(9999, 12, 31)];
    let most = vec![u32::MAX; 3];
    let mut drawings = Vec::new();
    for is_stacked in [false, true] {
        for (days, values) in [
            (vec![], vec![]),
            (vec![], vec![vec![1, 2]]),
            (vec![date(2026, 1, 1)], vec![]),
            (vec![date(2026, 1, 1)], vec![vec![0]]),
            (vec![date(2026, 1, 1)], vec![vec![1]]),
            (vec![date(2026, 1, 2), date(2026, 1, 1)], vec![vec![1, 2]]),
            (all.clone(), vec![most.clone(); 9]),
            (days(date(2026, 1, 1), [3, 40, 1]), vec![vec![]; 3]),
            (long.clone(), vec![noise(20_000, 5000), noise(20_000, u32::MAX)]),
        ] {
            drawings.push(over_time(days, &values, is_stacked).svg());
        }
    }
    drawings.push(bars(&[], &[]).svg());
    drawings.push(bars(&["a"], &[]).svg());
    drawings.push(bars(&["a", "b", "c"], &vec![most; 40]).svg());
    drawings.push(bars(&["a", "b"], &[vec![0, 0], vec![0]]).svg());
    drawings.push(bars(&["a", "b"], &[vec![1, u32::MAX], vec![1]]).svg());
    for count in [0, 1, 2, 36, 120] {
        let groups = (0..count).map(|at| format!("2026-{at:02}")).collect::<Vec<_>>();
        let columns = Columns {
            id: "months",
            title: "Months".to_owned(),
            description: "How many of each".to_owned(),
            labels: groups.clone(),
            groups,
            series: series(&[noise(count, 9), noise(count, u32::MAX)]),
            table: Vec::new(),
            empty: "No months".to_owned(),
        };
        drawings.push(columns.svg());
    }
    for (label, value) in [("gaps", "3 open"), ("", "3"), ("gaps", ""), ("", "")] {
        let (label, value) = (label.to_owned(), value.to_owned());
        drawings.push(Badge { label, value, tone: Tone::Good }.svg());
    }
    drawings
}

/// Fails unless the tags are balanced and the attributes and the text between are sound.
fn check_xml(svg: &str) {
    let mut open = Vec::new();
    for part in svg.trim().split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        for run in [tag, text] {
            assert!(run.split('&').skip(1).all(|entity| {
                ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|end| entity.starts_with(end))
            }));
        }
        assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// The horizontal positions of a path.
fn horizontal(path: &str) -> Vec<f64> {
    let runs = path.split(['M', 'H']).skip(1);
    runs.map(|run| run.split([' ', 'V', 'Z']).next().unwrap().parse().unwrap()).collect()
}

fn paths<'s>(svg: &'s str, class: &str) -> Vec<&'s str> {
    let start = format!("<path class=\"{class} ");
    let of_class = svg.lines().filter(|line| line.starts_with(&start));
    of_class.map(|line| line.split(" d=\"").nth(1).unwrap().trim_end_matches("\"/>")).collect()
}

#[test]
fn every_drawing_is_well_formed_and_the_same_each_time() {
    for (svg, again) in drawings().iter().zip(drawings()) {
        check_xml(svg);
        check_xml(&standalone(svg));
        assert_eq!(*svg, again);
        for absent in ["NaN", "inf", "style=", "<script", "foreignObject", "href", "url("] {
            assert!(!svg.contains(absent), "{absent} in {svg}");
        }
    }
}

#[test]
fn no_drawing_is_large() {
    for svg in drawings() {
        assert!(svg.len() < 80_000, "{}", svg.len());
    }
}

#[test]
fn every_number_is_within_the_drawing_and_has_one_decimal_at_most() {
    for svg in drawings() {
        let view = svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap();
        let most: f64 = view.split(' ').skip(2).map(|s| s.parse().unwrap()).fold(0., f64::max);
        let attributes = [" x=\"", " y=\"", " width=\"", " height=\"", " d=\""];
        for values in attributes.iter().flat_map(|name| svg.split(name).skip(1)) {
            let values = values.split('"').next().unwrap();
            let numbers = values.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
            for number in numbers.filter(|number| !number.is_empty()) {
                let value: f64 = number.parse().unwrap();
                assert!((0. ..=most).contains(&value), "{number}");
                assert!(number.split_once('.').is_none_or(|(_, after)| after.len() == 1));
            }
        }
    }
}

#[test]
fn text_cannot_end_itself_nor_turn_around() {
    let evil = "</text><script>alert('&\"')</script>\u{202e}\u{0}\u{1b}[31m\n\u{2066}x\u{ffff}";
    let shown = "&lt;/text&gt;&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;[31m x";
    assert_eq!(escaped(evil), shown);
    let mut plot = over_time(vec![date(2026, 1, 1)], &[vec![1]], true);
    (plot.title, plot.description) = (evil.to_owned(), evil.to_owned());
    plot.series[0].name = evil.to_owned();
    let mut bars = bars(&[evil], &[vec![1]]);
    bars.series[0].name = evil.to_owned();
    let badge = Badge { label: evil.to_owned(), value: evil.to_owned(), tone: Tone::Bad };
    for svg in [plot.svg(), bars.svg(), badge.svg()] {
        check_xml(&svg);
        assert!(svg.contains(shown) && !svg.contains("<script"));
        assert!(!svg.contains(['\u{202e}', '\u{0}', '\u{1b}', '\u{2066}', '\u{ffff}']));
    }
}

#[test]
fn long_text_is_cut_to_the_room_there_is() {
    for text in
        ["A name that is long", "WWWWWWWWWWWW", "进行中的状态进行中的状态", "e\u{301}e\u{301}"]
    {
        for room in (200..2000).step_by(70) {
            let clip = clipped(text, FONT, room);
            assert!(width(&clip, FONT) <= room, "{clip}");
            assert!(clip == text || clip.ends_with('…'));
        }
    }
}

#[test]
fn numbers_are_grouped_when_long() {
    assert_eq!(grouped(0), "0");
    assert_eq!(grouped(9999), "9999");
    assert_eq!(grouped(10_000), "10\u{2009}000");
    assert_eq!(grouped(4_294_967_295), "4\u{2009}294\u{2009}967\u{2009}295");
}

#[test]
fn ticks_of_numbers_are_few_nice_and_whole() {
    let ticks = |most| Numbers::up_to(most).ticks().collect::<Vec<_>>();
    assert_eq!(ticks(0), [0, 1]);
    assert_eq!(ticks(1), [0, 1]);
    assert_eq!(ticks(3), [0, 1, 2, 3]);
    assert_eq!(ticks(11), [0, 5, 10, 15]);
    assert_eq!(ticks(100), [0, 20, 40, 60, 80, 100]);
    for most in (0..3000).chain([u64::from(u32::MAX), 9 * u64::from(u32::MAX), u64::MAX]) {
        let ticks = ticks(most);
        assert!((2..=6).contains(&ticks.len()) && *ticks.last().unwrap() >= most);
        let step = ticks[1].to_string();
        assert!(matches!(step.trim_end_matches('0'), "1" | "2" | "5"), "{step}");
    }
}

#[test]
fn ticks_of_days_are_on_days_and_do_not_overlap() {
    let first = date(2023, 12, 30);
    let spans = (0..900).chain((900..200_000).step_by(997));
    for span in spans {
        let last = first.checked_add(span.days()).unwrap();
        let ticks = Days::between(first, last, 400, 5600).ticks(6400);
        assert!((1..=14).contains(&ticks.len()), "{span}: {}", ticks.len());
        assert!(span < 1 || ticks.len() > 1, "{span}");
        for (one, next) in ticks.iter().zip(&ticks[1..]) {
            let half = |text: &str| width(text, FONT).div_ceil(2);
            assert!(one.x < next.x);
            assert!(one.label_x + half(&one.label) < next.label_x - half(&next.label), "{span}");
        }
    }
}

#[test]
fn ticks_of_days_say_no_more_than_they_must() {
    let labels = |span: i64| {
        let first = date(2025, 12, 30);
        let last = first.checked_add(span.days()).unwrap();
        let ticks = Days::between(first, last, 400, 5600).ticks(6400);
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(0), ["2025-12-30"]);
    assert_eq!(labels(20), ["2026-01-05", "2026-01-12", "2026-01-19"]);
    assert_eq!(labels(120), ["2026-01", "2026-02", "2026-03", "2026-04"]);
    assert_eq!(labels(600)[..3], ["2026-01", "2026-04", "2026-07"]);
    assert_eq!(labels(3000)[..3], ["2026", "2027", "2028"]);
}

#[test]
fn lines_and_areas_go_to_the_right_a_pixel_at_a_time() {
    let long = days(date(1980, 3, 4), (0..19_999).map(|at| 1 + at % 3));
    let values = [noise(20_000, 90), noise(20_000, 5)];
    for (is_stacked, class) in [(true, "plot-area"), (false, "plot-line")] {
        let svg = over_time(long.clone(), &values, is_stacked).svg();
        for path in paths(&svg, class) {
            let mut x = horizontal(path);
            if is_stacked {
                // The path goes back along the axis.
                x.pop();
            }
            assert!(x.len() > 250 && x.len() < 380, "{}", x.len());
            assert!(x.iter().zip(&x[1..]).all(|(one, next)| one < next));
        }
    }
}

#[test]
fn a_column_keeps_its_last_value_and_a_line_its_extremes() {
    let places = [0, 3, 6, 9, 20, 21, 40];
    let heights = [50, 10, 90, 40, 40, 40, 70];
    let columns = thin::columns(places.into_iter());
    assert_eq!(columns.len(), 3);
    assert_eq!(thin::steps(&columns, false, |at| heights[at]), "M0 4H4V7");
    assert_eq!(thin::steps(&columns, true, |at| heights[at]), "M0 4V1V9V4H4V7");
}

#[test]
fn figures_keep_the_first_and_the_last_day() {
    let long = days(date(2020, 1, 1), std::iter::repeat_n(1, 999));
    let plot = over_time(long.clone(), &[(0..1000).collect()], false);
    let figures = plot.figures();
    assert_eq!(figures.len(), 61);
    assert_eq!(figures[0], ["Day", "State 0"]);
    assert_eq!(figures[1], ["2020-01-01", "0"]);
    assert_eq!(figures[60], [long[999].to_string(), "999".to_owned()]);
    assert_eq!(over_time(vec![], &[vec![]], false).figures().len(), 1);
    let short = over_time(long[..60].to_vec(), &[vec![]], false).figures();
    assert_eq!((short.len(), short[60][1].as_str()), (61, "0"));
}

#[test]
fn figures_of_groups_have_totals() {
    let figures = bars(&["P0", "P1"], &[vec![1, u32::MAX], vec![2, 1]]).figures();
    assert_eq!(figures[0], ["Group", "State 0", "State 1", "Total"]);
    assert_eq!(figures[2], ["P1", "4294967295", "1", "4294967296"]);
}

#[test]
fn shares_are_of_the_whole() {
    assert_eq!(share(100, 0, 0), 0);
    assert_eq!(share(100, 1, 2), 50);
    assert_eq!(share(100, 9, 2), 100);
    assert_eq!(share(u32::MAX, u64::MAX, u64::MAX), u32::MAX);
}

#[test]
fn a_file_of_its_own_has_style_and_a_badge_needs_none() {
    let file = standalone(&bars(&[], &[]).svg());
    assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "));
    assert_eq!(file.matches("<style>").count(), 1);
    let badge = Badge { label: "gaps".into(), value: "0".into(), tone: Tone::Good };
    assert!(!standalone(&badge.svg()).contains("<style>"));
}

#[test]
fn style_names_nothing_of_the_page() {
    assert!(!STYLE.contains(['<', '&']), "it is put into XML as it is");
    for name in STYLE.split("var(").skip(1) {
        assert!(name.starts_with("--plot-"));
    }
    let selectors = STYLE.lines().filter(|line| line.contains('{') && !line.starts_with('@'));
    for selector in selectors.map(|line| line.split('{').next().unwrap().trim()) {
        assert!(selector.starts_with(":root") || selector.starts_with(".plot"), "{selector}");
    }
}

#[test]
fn what_knows_no_properties_gets_the_light_values() {
    let declared = |name: &str| {
        let light = STYLE.split("/* Paper").next().unwrap();
        let line = light.lines().find_map(|line| line.trim().strip_prefix(name));
        line.unwrap().trim_matches([':', ' ', ';']).to_owned()
    };
    let rules = STYLE.split("/* What does not know").nth(1).unwrap();
    let values: Vec<&str> = rules.split([';', '{', '}']).map(str::trim).collect();
    let pairs = values.iter().zip(&values[1..]).filter(|(_, with)| with.contains("var("));
    let mut count = 0;
    for (plain, with) in pairs {
        let name = with.split(['(', ')']).nth(1).unwrap();
        assert_eq!(plain.split(": ").nth(1).unwrap(), declared(name), "{name}");
        count += 1;
    }
    assert!(count >= 24);
}
