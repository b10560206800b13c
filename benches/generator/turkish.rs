//! The Turkish of a generated register.

use super::words::{Fault, Words};

/// The words.
pub const WORDS: Words = Words {
    code: "tr",
    head: HEAD,
    row: ROW,
    middle: MIDDLE,
    entry: ENTRY,
    closure: CLOSURE,
    foot: FOOT,
    faults: FAULTS,
};

const HEAD: &str = "\
# Backend Gap Register (TR)

**Son gözden geçirme:** 2026-02-10  
**Sorumlu:** Lending Platform / Service Desk  

Ödünç Paneli’nin sunduğu, ancak **arkasındaki API’nin karşılamadığı** her şey burada bir kez yer alır.

**Nasıl kullanılır?**
- Yeni kaydın sorumlusu, SLA’sı ve düzeltmeyi kanıtlayan bir kontrolü olur.
- Status akışı: **Open → In Progress → Fixed → Verified**.

---

## Triage Summary (Ops)

| ID | Alan | Gap | Öncelik | Owner | SLA | Target Version | Status | Workaround | Doğrulama |
|---:|------|-----|---------|-------|-----|----------------|--------|------------|-----------|
";

const ROW: &str = "| @id | @menu → @screen | @gap | @priority | @owner | @sla | @version | @status | @detour | @proof |\n";

const MIDDLE: &str = "
> SLA default: P0=24h, P1=7d, P2=30d.

---

## 1) Açık gap’ler (modül bazlı)

";

const ENTRY: &str = "\
### 1.@number @menu → @screen → @gap

- **ID:** @id
- **First Seen:** @seen
- **Environment:** @environment
- **Status:** @status
- **Priority:** @priority
- **Owner:** @owner
- **SLA:** @sla
- **Target Version:** @version
- **Impact:** @severity

- **Kaynak sayfa:** `/docs/tr/admin/@page.md`
- **Belirti:** @symptom Deneme @number içinde görüldü.
- **Muhtemel neden:** @cause
- **UI endpoint’leri:**
  - `@firstcall`
  - `@secondcall`
- **Etki:** @impact
- **Admin workaround:** @workaround
- **Escalation paketi:**
  - @evidence
  - Beklenen / gerçekleşen: @expected / @actual
  - Log anahtar kelimeleri: `@resource`, `@key`
- **Doğrulama (fix sonrası):** @verification
@closure@extra
---

";

const CLOSURE: &str = "- **Kapanış notu:** Service Desk, @branch şubesinde @closed tarihinde @version ile kontrol etti.\n";

const FOOT: &str = "\
## 2) Notlar / süreç

- Kaydı kapatan kişi bir kapanış notu yazar: ne, hangi sürümde, hangi gün kontrol edildi.
";

const FAULTS: [Fault; 8] = [
    Fault {
        gap: "Değişiklik sayfa yenilenince kayboluyor",
        symptom: "“@screen” ekranında **Save** isteğine **200 OK** dönüyor ve satır yeni değeri gösteriyor; sayfa yenilenince eski değer geri geliyor.",
        cause: "Route isteğin gövdesini denetliyor, ardından daha önce okuduğu kaydı olduğu gibi yazıyor.",
        impact: "@branch şubesi aynı @amount kaydı tekrar tekrar giriyor; okurlara birbirini tutmayan bilgiler veriliyor.",
        workaround: "Değeri iki kez girin ve banko kapanmadan basılı listeyle karşılaştırın.",
        evidence: "`PATCH` isteği ile yanıtı, `@key` değeri ve kayıt saatiyle birlikte",
        expected: "yenileme sonrasında yeni değer",
        actual: "değişiklikten önceki değer",
        verification: "@branch şubesinin @amount kaydında değer, sayfa yenilendikten ve yeniden oturum açıldıktan sonra da yeni.",
        detour: "İki kez girip basılı listeyle karşılaştırın",
        proof: "Yenileme sonrasında yeni değer duruyor",
    },
    Fault {
        gap: "Şube filtresi dikkate alınmıyor",
        symptom: "“@screen” ekranında @branch seçiliyken liste yine bütün şubelerin satırlarını, toplam @amount satırı gösteriyor.",
        cause: "Sorgu parametreyi `branch` diye gönderiyor; route `branch_id` okuyor ve eksik parametreyi hepsi sayıyor.",
        impact: "İnsanlar sırada beklerken banko başka şubelerin satırları arasında geziniyor.",
        workaround: "Şubeye göre sıralayın ve @branch şubesinin bulunduğu sayfaları yazdırın.",
        evidence: "Çağrının sorgusuyla birlikte adresi ve yanıtın ilk sayfası",
        expected: "seçilen şubenin satırları",
        actual: "bütün şubelerin satırları",
        verification: "Şubeler sırayla seçildiğinde listede başka şubenin satırı yok; sayılar toplamı tutuyor.",
        detour: "Şubeye göre sıralayıp o sayfaları yazdırın",
        proof: "Listede başka şubenin satırı yok",
    },
    Fault {
        gap: "Dışa aktarılan dosya açılmıyor",
        symptom: "“@screen” ekranında **Export** “Done” ile bitiyor; gelen dosya @amount satırdan sonra kesiliyor ve tablo programı dosyayı reddediyor.",
        cause: "İş, yazıcı elindekini boşaltmadan dosyayı kapatıyor.",
        impact: "@branch şubesinin aylık toplantı için rakamı yok; rakamlar elle derleniyor.",
        workaround: "Her seferinde bir haftayı dışa aktarın; kısa dosyalar eksiksiz geliyor.",
        evidence: "`export_id`, seçilen dönem ve geldiği hâliyle dosya",
        expected: "ekrandaki kadar satır",
        actual: "sonuncusu kesik @amount satır",
        verification: "Uzunlukları farklı üç dönem için dosya açılıyor ve satır sayısı ekrandakiyle aynı.",
        detour: "Her seferinde bir haftayı dışa aktarın",
        proof: "Dosya açılıyor, satır sayısı ekrandakiyle aynı",
    },
    Fault {
        gap: "Silinen satır geri geliyor",
        symptom: "“@screen” ekranında **Delete** satırı kaldırıyor; ertesi sabah satır @branch şubesinin listesinde yine duruyor.",
        cause: "Gece işi şubenin deposunu panelin üzerine kopyalıyor; silme şubeye hiç bildirilmiyor.",
        impact: "Okurlara, artık kimsenin görmemesi gereken @amount kayıt için mektup gidiyor.",
        workaround: "Satırı silmek yerine “Hidden” yapın; gece işi ona dokunmuyor.",
        evidence: "`@key`, silme saati ve gece işinin log kaydı",
        expected: "satır geri gelmiyor",
        actual: "satır sabah yine listede",
        verification: "Akşam silinen satır, izleyen iki sabah ne listede ne de mektuplarda görünüyor.",
        detour: "Silmek yerine satırı gizleyin",
        proof: "Satır iki gece sonra da yok",
    },
    Fault {
        gap: "Toplu değişiklik yarıda kalıyor",
        symptom: "“@screen” ekranında @amount satırlık değişiklik tamamlandı görünüyor; oysa yalnızca ilk sayfadaki satırlar değişmiş oluyor.",
        cause: "İş satırları sayfa sayfa istiyor ve kısa gelen ikinci sayfayı sonuncu sanıyor.",
        impact: "@branch şubesinde bir sevkiyatın yarısı ödünçte, öbür yarısı kayıp görünüyor.",
        workaround: "Sayfada elli satır gösterin ve değişikliği her sayfa için bir kez çalıştırın.",
        evidence: "`job_id`, seçilen satır sayısı ve değişen satır sayısı",
        expected: "seçilen kadar değişen satır",
        actual: "yalnızca ilk sayfanın satırları",
        verification: "Birkaç sayfaya yayılan @amount satırlık toplu değişiklik hepsini değiştiriyor; iş de aynı sayıyı söylüyor.",
        detour: "Değişikliği her sayfa için bir kez çalıştırın",
        proof: "Değişen satır sayısı seçilene eşit",
    },
    Fault {
        gap: "Kutucuk bulunamayan kayıtları da sayıyor",
        symptom: "“@screen” kutucuğu @amount diyor; oradan açılan liste ise üçte bir oranında daha kısa.",
        cause: "Sayım düşümü yapılmış kayıtları içine alıyor, liste ise onları dışarıda bırakıyor.",
        impact: "@branch şubesi olmayan kayıtları arıyor ve panelin hiçbir rakamına güvenmiyor.",
        workaround: "Listenin altındaki sayıyı esas alın, kutucuğa bakmayın.",
        evidence: "Bir dakika içinde alınmış iki yanıt",
        expected: "kutucukta ve listenin altında aynı sayı",
        actual: "kısa bir listenin üstünde @amount",
        verification: "Her şubede kutucuk ile liste, bir kaydın düşümünden önce de sonra da aynı sayıyı söylüyor.",
        detour: "Listenin altındaki sayıyı esas alın",
        proof: "Kutucuk ile liste aynı sayıyı söylüyor",
    },
    Fault {
        gap: "Banko onay veremiyor",
        symptom: "“@screen” ekranında **Approve** @branch şubesinin bankosuna sunuluyor, ardından **403 Forbidden** ile reddediliyor.",
        cause: "Panel kullanıcının rolüne bakıyor; route ise o role hiç verilmemiş bir izin istiyor.",
        impact: "Haftada yaklaşık @amount istek, onaylamaya yetkili tek kişiyi bekliyor.",
        workaround: "İstek listesini öğlen ve akşam şube sorumlusuna gönderin.",
        evidence: "`PUT` yanıtı gövdesiyle birlikte ve oturumun izinleri",
        expected: "istek onaylanıyor",
        actual: "boş gövdeli **403 Forbidden**",
        verification: "Banko kullanıcısı kendi şubesinin isteğini onaylıyor; başka şubelerinki ona sunulmuyor.",
        detour: "Listeyi şube sorumlusuna gönderin",
        proof: "Banko kendi şubesinin isteğini onaylıyor",
    },
    Fault {
        gap: "Geçmiş sekmesi hep boş",
        symptom: "“@screen” ekranındaki **History** sekmesi, @amount değişikliği ve notu olan kayıtlarda bile “Nothing yet” diyor.",
        cause: "Değişiklikler kaydın eski numarasıyla saklanıyor, route ise yenisini soruyor.",
        impact: "@branch şubesinde kimse okura kaydı kimin, ne zaman değiştirdiğini söyleyemiyor.",
        workaround: "Günü ve kaydı bildirerek Service Desk’ten log özeti isteyin.",
        evidence: "`@key`, kaydın eski numarası ve değiştirildiği bir gün",
        expected: "en yenisi başta olmak üzere kaydın değişiklikleri",
        actual: "boş liste",
        verification: "@amount kaydın geçmişi taşınmadan bu yana her değişikliği gösteriyor; yeni not hemen görünüyor.",
        detour: "Service Desk’ten log özeti isteyin",
        proof: "Taşınmadan bu yana her değişiklik listede",
    },
];
