//! States that are composed of words.

use crate::vocabulary::{UniqueMap, Vocabulary};

fn is_each(state: Option<&str>, texts: &[&str]) {
    let words = Vocabulary::with(&UniqueMap::default());
    let found = texts.iter().map(|text| (*text, words.exact_status(text)));
    let wrong: Vec<_> = found.filter(|(_, found)| *found != state).collect();
    assert!(wrong.is_empty(), "not {state:?}: {wrong:?}");
}

#[test]
fn what_is_not_repaired_is_open() {
    is_each(
        Some("Open"),
        &[
            "not yet solved",
            "still not done",
            "hasn't been fixed",
            "to be fixed",
            "fixed soon",
            "not started",
            "unfixed",
            "never shipped",
            "noch nicht umgesetzt",
            "nicht gelöst",
            "immer noch nicht erledigt",
            "unerledigt",
            "wird bald behoben",
            "henüz giderilmedi",
            "yapılmadı",
            "bitirilmedi",
            "tamamlanmamış",
            "başlamadı",
            "pas encore livré",
            "toujours pas résolu",
            "non corrigée",
            "jamais commencé",
            "no corregido",
            "todavía no desplegado",
            "aún sin cerrar",
            "não corrigida",
            "ainda não feito",
            "non ancora corretto",
            "non è risolta",
            "nie naprawione",
            "jeszcze nie gotowe",
            "niezrobione",
            "nie zaczęto",
            "nog niet opgelost",
            "niet gedaan",
            "onopgelost",
            "ещё не исправлено",
            "не сделано",
            "не завершён",
            "尚未解决",
            "没修复",
            "未上线",
            "还没完成",
            "未公開",
            "まだ未修正",
            "아직 미해결",
            "ikke løst",
            "ennå ikke ferdig",
            "غير منجز",
        ],
    );
}

#[test]
fn what_is_repaired_in_part_is_in_progress() {
    is_each(
        Some("In Progress"),
        &[
            "half fixed",
            "half-done",
            "done in part",
            "almost finished",
            "partly resolved",
            "not completely fixed",
            "not yet fully implemented",
            "being fixed",
            "halb erledigt",
            "zur Hälfte umgesetzt",
            "halbfertig",
            "fast fertig",
            "noch nicht ganz fertig",
            "wird gerade behoben",
            "yarısı tamamlandı",
            "kısmen düzeltildi",
            "yarı yarıya bitti",
            "à moitié terminé",
            "en partie livré",
            "resuelto a medias",
            "casi terminado",
            "feito pela metade",
            "quase pronto",
            "corretto in parte",
            "fatto a metà",
            "zrobione w połowie",
            "prawie gotowe",
            "half klaar",
            "deels opgelost",
            "nog niet helemaal klaar",
            "наполовину сделано",
            "не полностью исправлено",
            "почти готово",
            "完成一半",
            "部分上线",
            "正在修复",
            "一部修正済み",
            "halvveis ferdig",
        ],
    );
}

#[test]
fn what_is_open_again_is_open() {
    is_each(
        Some("Open"),
        &[
            "open again",
            "wieder offen",
            "erneut offen",
            "yine açık",
            "tekrar açık",
            "de nouveau ouvert",
            "abierto de nuevo",
            "aberto outra vez",
            "di nuovo aperto",
            "znowu otwarte",
            "opnieuw open",
            "снова открыто",
            "再次打开",
            "åpen igjen",
        ],
    );
}

#[test]
fn what_is_out_is_fixed() {
    is_each(
        Some("Fixed"),
        &[
            "live",
            "now live",
            "already shipped",
            "completely done",
            "rolled out",
            "inzwischen behoben",
            "jetzt live",
            "vollständig umgesetzt",
            "canlıda",
            "artık düzeltildi",
            "tamamen bitti",
            "déjà corrigé",
            "ya resuelto",
            "já feito",
            "già risolto",
            "już naprawione",
            "al opgelost",
            "уже исправлено",
            "已经修复",
            "完全修正済み",
            "wieder behoben",
        ],
    );
}

#[test]
fn what_says_no_state_has_none() {
    is_each(
        None,
        &[
            "not open",
            "açık değil",
            "nicht offen",
            "no longer open",
            "not verified",
            "noch nicht abgenommen",
            "not blocked",
            "again",
            "not",
            "soon",
            "un fait",
            "note",
            "notable",
            "union",
            "half open day",
            "nie",
            "не",
            "未定",
            "un",
            "not there",
            "half there",
            "niet",
            "unknown",
            "undone work",
            "nothing",
        ],
    );
}

#[test]
fn a_legend_says_what_is_there() {
    let words = Vocabulary::with(&UniqueMap::default());
    for (text, state) in [
        ("half there", Some("In Progress")),
        ("not there yet", Some("Open")),
        ("not there", Some("Open")),
        ("works", Some("Fixed")),
        ("teilweise vorhanden", Some("In Progress")),
        ("manca del tutto", Some("Open")),
        ("c'è in parte", Some("In Progress")),
        ("kısmen var", Some("In Progress")),
        ("funktioniert", Some("Fixed")),
        ("being built", Some("In Progress")),
        ("ask Tom", None),
    ] {
        assert_eq!(words.explained_status(text), state, "{text}");
    }
}
