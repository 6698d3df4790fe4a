#pragma once

#include "orderrows.h"
#include "records.h"

namespace hermes::desktop {

/// A foreign text on one line: line ends become spaces, what cannot be seen or turns the direction of writing becomes
/// �.
[[nodiscard]] QString shownText(const QString &foreign);
/// The same, cut after `length` letters.
[[nodiscard]] QString shortText(const QString &foreign, qsizetype length);
/// "15 May 2026, 13:22:26" in the language in use; empty where it is not known.
[[nodiscard]] QString formatMoment(qint64 atMs);

/// Since when somebody waits for it; 0: not known.
[[nodiscard]] qint64 waitsSince(const OrderRow &row);
/// It has waited for more than five minutes.
[[nodiscard]] bool isOrderLate(const OrderRow &row, qint64 nowMs);
/// Money, or what the column said, or –.
[[nodiscard]] QString amountWords(const OrderRow &row);
/// PAID and so on as a word; the platform's own where it is not known here.
[[nodiscard]] QString orderStateWords(const OrderRow &row);

/// What a finding is called over the card, and what it means. A code of a newer core is shown as it is.
[[nodiscard]] QString findingTitle(const OrderRow &row);
[[nodiscard]] QString findingText(const OrderRow &row);
/// In a few words for the table: "payment not recorded", "blocked: port taken".
[[nodiscard]] QString heldWords(const OrderRow &row);
/// warning, danger, or text where nobody has to look.
[[nodiscard]] QString findingTone(const QString &finding);
/// What WeChat says decides about it, so that asking once more may help.
[[nodiscard]] bool canAskAgain(const QString &finding);
/// The reason that a finding suggests; empty: none.
[[nodiscard]] QString usualReason(const QString &finding);

/// What a proposed verb is called, what it does, and its button at rest and at work.
[[nodiscard]] QString verbTitle(const QString &verb);
[[nodiscard]] QString verbText(const QString &verb);
[[nodiscard]] QString verbButton(const QString &verb);
[[nodiscard]] QString verbAtWork(const QString &verb);
/// One that this program knows; what it does not know it does not offer.
[[nodiscard]] bool isOrderVerb(const QString &verb);
/// It is written into the audit, with a reason and a note.
[[nodiscard]] bool verbHasForm(const QString &verb);

/// The reasons a person can choose from.
[[nodiscard]] QList<ChoiceRecord> orderReasons();

} // namespace hermes::desktop
