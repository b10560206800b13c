//! The words of a report, in each language that it can be written in.

use jiff::civil::Date;

use super::data::Translation;
use super::figure_words::FigureWords;
use super::language::ReportLanguage;
use crate::timeline::{ChangeKind, ChangeWords, Outcome, StepRecord};

/// The words of one language; `{}` stands for a number or a name.
pub(super) struct ReportWords {
    pub title: &'static str,
    pub on: &'static str,
    pub at_commit: &'static str,
    pub only: &'static str,
    pub figures_since: &'static str,
    pub history_from: &'static str,
    pub is_shallow: &'static str,
    pub skip: &'static str,
    pub theme: [&'static str; 4],
    pub totals: &'static str,
    pub open: &'static str,
    pub overdue: &'static str,
    pub due_soon: &'static str,
    pub awaiting: &'static str,
    pub done: &'static str,
    pub unrepaired: &'static str,
    pub trend: [&'static str; 3],
    /// The same where the day is named: the number, then the day.
    pub trend_since: [&'static str; 3],
    pub plots: &'static str,
    pub figures: &'static str,
    pub burnup: [&'static str; 2],
    pub burndown: [&'static str; 2],
    pub ageing: [&'static str; 2],
    pub kept: [&'static str; 2],
    pub nothing: &'static str,
    pub no_history: &'static str,
    pub day: &'static str,
    pub total: &'static str,
    pub no_state: &'static str,
    pub no_priority: &'static str,
    pub ages: [&'static str; 4],
    pub entries: &'static str,
    pub search: &'static str,
    pub all: &'static str,
    pub reset: &'static str,
    pub open_all: &'static str,
    pub close_all: &'static str,
    pub show_all: &'static str,
    pub shown: &'static str,
    pub none_shown: &'static str,
    /// ID, gap, status, priority, owner, first seen, due, translation.
    pub columns: [&'static str; 8],
    pub deadline: &'static str,
    /// Overdue, due, missed, met, repaired, closed without repair, undated, accepted.
    pub outcomes: [&'static str; 8],
    /// Up to date, behind, missing, no mirror.
    pub translations: [&'static str; 4],
    pub translation_sound: &'static str,
    pub translation_missing: &'static str,
    pub history: &'static str,
    pub no_commits: &'static str,
    pub uncommitted: &'static str,
    pub added: &'static str,
    pub change: ChangeWords,
    pub place: &'static str,
    pub table: &'static str,
    pub made_by: &'static str,
    pub one_day: &'static str,
    pub days: &'static str,
    pub over: &'static str,
    pub left: &'static str,
    pub today: &'static str,
    pub early: &'static str,
    pub late: &'static str,
    pub of_figures: FigureWords,
}

impl ReportLanguage {
    pub(super) fn words(self) -> &'static ReportWords {
        match self {
            Self::En => &ENGLISH,
            Self::Tr => &TURKISH,
        }
    }
}

const ENGLISH: ReportWords = ReportWords {
    title: "Backend gaps",
    on: "As of",
    at_commit: "at commit",
    only: "only",
    figures_since: "figures since {}",
    history_from: "history from {} on",
    is_shallow: "what was before is not in this clone",
    skip: "To the entries",
    theme: ["Theme", "System", "Light", "Dark"],
    totals: "Totals",
    open: "Open",
    overdue: "Overdue",
    due_soon: "Due within 7 days",
    awaiting: "Awaiting verification",
    done: "Closed",
    unrepaired: "Closed without repair",
    trend: ["{} more than 30 days ago", "{} fewer than 30 days ago", "as many as 30 days ago"],
    trend_since: ["{} more than before {}", "{} fewer than before {}", "as many as before {}"],
    plots: "Over time",
    figures: "The figures as a table",
    burnup: ["Entries by state", "{} entries, of which {} are repaired."],
    burndown: ["Open gaps", "{} gaps are open; at most there were {}."],
    ageing: ["Age of open gaps", "How long gaps have been open, by priority."],
    kept: ["Deadlines met and missed", "{} met, {} missed, {} overdue, by priority."],
    nothing: "Nothing to show",
    no_history: "These registers have no history in git",
    day: "Day",
    total: "Total",
    no_state: "Other",
    no_priority: "None",
    ages: ["Up to 7 days", "8 to 30 days", "31 to 90 days", "Longer"],
    entries: "Entries",
    search: "Search",
    all: "All",
    reset: "Reset",
    open_all: "Open all",
    close_all: "Close all",
    show_all: "Show all {}",
    shown: "{shown} of {all} entries",
    none_shown: "None of {all} entries",
    columns: ["ID", "Gap", "Status", "Priority", "Owner", "First seen", "Due", "Translation"],
    deadline: "Deadline",
    outcomes: [
        "Overdue",
        "Due",
        "Missed",
        "Met",
        "Repaired",
        "Closed without repair",
        "None",
        "Accepted",
    ],
    translations: ["In step", "Behind", "Missing", "–"],
    translation_sound: "The translation says the same.",
    translation_missing: "The translation has no such entry.",
    history: "History",
    no_commits: "Git knows nothing of it yet.",
    uncommitted: "not committed yet",
    added: "First written",
    change: ChangeWords::ENGLISH,
    place: "Place",
    table: "Table",
    made_by: "made by",
    one_day: "1 day",
    days: "{} days",
    over: "{} over",
    left: "{} left",
    today: "today",
    early: "met, {} early",
    late: "missed by {}",
    of_figures: FigureWords::ENGLISH,
};

const TURKISH: ReportWords = ReportWords {
    title: "Arka uç boşlukları",
    on: "Tarih:",
    at_commit: "commit",
    only: "yalnız",
    figures_since: "sayılar {} tarihinden beri",
    history_from: "geçmiş {} tarihinden beri",
    is_shallow: "öncesi bu kopyada yok",
    skip: "Kayıtlara geç",
    theme: ["Tema", "Sistem", "Açık", "Koyu"],
    totals: "Toplamlar",
    open: "Açık",
    overdue: "Süresi geçmiş",
    due_soon: "7 gün içinde dolacak",
    awaiting: "Doğrulama bekleyen",
    done: "Kapanan",
    unrepaired: "Giderilmeden kapanan",
    trend: ["30 gün öncesinden {} fazla", "30 gün öncesinden {} az", "30 gün öncesiyle aynı"],
    trend_since: ["{} fazla ({} öncesine göre)", "{} az ({} öncesine göre)", "{} öncesiyle aynı"],
    plots: "Zaman içinde",
    figures: "Sayılar tablo olarak",
    burnup: ["Duruma göre kayıtlar", "{} kayıt, {} tanesi giderildi."],
    burndown: ["Açık boşluklar", "{} boşluk açık; en çok {} idi."],
    ageing: ["Açık boşlukların yaşı", "Boşluklar ne zamandır açık, önceliğe göre."],
    kept: [
        "Tutulan ve kaçırılan süreler",
        "{} tutuldu, {} kaçırıldı, {} süresi geçmiş, önceliğe göre.",
    ],
    nothing: "Gösterilecek bir şey yok",
    no_history: "Bu listelerin git geçmişi yok",
    day: "Gün",
    total: "Toplam",
    no_state: "Diğer",
    no_priority: "Yok",
    ages: ["7 güne kadar", "8–30 gün", "31–90 gün", "Daha uzun"],
    entries: "Kayıtlar",
    search: "Ara",
    all: "Tümü",
    reset: "Sıfırla",
    open_all: "Tümünü aç",
    close_all: "Tümünü kapat",
    show_all: "{} kaydın tümünü göster",
    shown: "{all} kayıttan {shown} tanesi",
    none_shown: "{all} kayıttan hiçbiri",
    columns: ["ID", "Boşluk", "Durum", "Öncelik", "Sorumlu", "İlk görülme", "Bitiş", "Çeviri"],
    deadline: "Süre",
    outcomes: [
        "Süresi geçmiş",
        "Süresi var",
        "Kaçırıldı",
        "Tutuldu",
        "Giderildi",
        "Giderilmeden kapandı",
        "Yok",
        "Kabul edildi",
    ],
    translations: ["Aynı", "Geride", "Eksik", "–"],
    translation_sound: "Çeviri aynı şeyi söylüyor.",
    translation_missing: "Çeviride böyle bir kayıt yok.",
    history: "Geçmiş",
    no_commits: "Git bunu henüz bilmiyor.",
    uncommitted: "henüz commit edilmedi",
    added: "İlk kayıt",
    change: ChangeWords {
        rewritten: "yeniden yazıldı", written: "yazıldı", removed: "kaldırıldı"
    },
    place: "Yer",
    table: "Tablo",
    made_by: "hazırlayan:",
    one_day: "1 gün",
    days: "{} gün",
    over: "{} geçti",
    left: "{} kaldı",
    today: "bugün",
    early: "tutuldu, {} erken",
    late: "{} ile kaçırıldı",
    of_figures: FigureWords::TURKISH,
};

/// Replaces each `{}` of a sentence by a value, in order.
pub(super) fn filled(sentence: &str, values: &[&dyn std::fmt::Display]) -> String {
    let mut parts = sentence.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values) {
        out.push_str(&value.to_string());
        out.push_str(part);
    }
    out
}

impl ReportWords {
    fn counted_days(&self, days: i32) -> String {
        match days.unsigned_abs() {
            1 => self.one_day.to_owned(),
            days => filled(self.days, &[&days]),
        }
    }

    /// `Status: Open → In Progress; Owner: Backend → Desk`.
    pub(super) fn changes(&self, step: &StepRecord) -> String {
        let is_added = step.kind == ChangeKind::Added;
        let added = is_added.then(|| format!("{}: {}", self.added, step.summary));
        let fields = step.fields.iter().map(|field| field.in_words(self.change));
        added.into_iter().chain(fields).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn translation(&self, translation: Option<&Translation>) -> &'static str {
        self.translations[translation_place(translation)]
    }

    pub(super) fn outcome(&self, outcome: Outcome) -> &'static str {
        self.outcomes[outcome_place(outcome)]
    }

    /// The word for the level of a finding.
    pub(super) fn level(&self, level: &str) -> &'static str {
        let [error, warning, info] = self.of_figures.levels;
        match level {
            "error" => error,
            "warning" => warning,
            _ => info,
        }
    }

    /// `3 days over`, `met, 2 days early`; nothing for an entry without a due date.
    pub(super) fn standing(&self, outcome: Outcome, days: Option<i32>) -> Option<String> {
        let is_known = days.is_some();
        let days = days.unwrap_or(0);
        let fill = |sentence| filled(sentence, &[&self.counted_days(days)]);
        Some(match outcome {
            Outcome::Overdue => fill(self.over),
            Outcome::Due if days == 0 => self.today.to_owned(),
            Outcome::Due => fill(self.left),
            Outcome::Missed => fill(self.late),
            Outcome::Met if !is_known || days == 0 => self.outcome(outcome).to_lowercase(),
            Outcome::Met => fill(self.early),
            Outcome::Repaired | Outcome::Closed => self.outcome(outcome).to_lowercase(),
            Outcome::Accepted => {
                format!("{}, {}", self.outcome(outcome).to_lowercase(), fill(self.left))
            }
            Outcome::Undated => return None,
        })
    }

    /// `3 more than 30 days ago`, `3 more than before 2026-02-25`.
    pub(super) fn trend(&self, now: u32, before: u32, since: Option<Date>) -> String {
        let [more, fewer, same] = if since.is_some() { self.trend_since } else { self.trend };
        let day = since.map_or(String::new(), |day| day.to_string());
        match now.cmp(&before) {
            std::cmp::Ordering::Greater => filled(more, &[&(now - before), &day]),
            std::cmp::Ordering::Less => filled(fewer, &[&(before - now), &day]),
            std::cmp::Ordering::Equal => filled(same, &[&day]),
        }
    }
}

/// The place of a state among the words for translations.
pub(super) fn translation_place(translation: Option<&Translation>) -> usize {
    match translation {
        Some(Translation::UpToDate) => 0,
        Some(Translation::Behind(_)) => 1,
        Some(Translation::Missing) => 2,
        None => 3,
    }
}

/// The place of an outcome among the words for outcomes.
fn outcome_place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Overdue => 0,
        Outcome::Due => 1,
        Outcome::Missed => 2,
        Outcome::Met => 3,
        Outcome::Repaired => 4,
        Outcome::Closed => 5,
        Outcome::Undated => 6,
        Outcome::Accepted => 7,
    }
}
