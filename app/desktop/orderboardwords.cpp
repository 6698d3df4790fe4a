#include "orderboardwords.h"

#include "format.h"
#include "orderwords.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct OrderBoardText {
    Q_DECLARE_TR_FUNCTIONS(OrderBoard)
};

QList<qint64> deliveryTimes(const QList<OrderRow> &rows)
{
    QList<qint64> times;
    for (const OrderRow &row : rows)
        if (row.paidMs > 0 && row.deliveredMs >= row.paidMs)
            times.append(row.deliveredMs - row.paidMs);
    std::sort(times.begin(), times.end());
    return times;
}

qint64 longestSince(const QList<OrderRow> &waiting)
{
    qint64 since = 0;
    for (const OrderRow &row : waiting)
        if (waitsSince(row) > 0 && (since == 0 || waitsSince(row) < since))
            since = waitsSince(row);
    return since;
}

void countOn(MetricRecord &card, int waiting, int late)
{
    card.value = QString::number(late > 0 ? late : waiting);
    if (late > 0)
        //: Beside a big number on a card: "3" "of 6 over 5 min"
        card.of = OrderBoardText::tr("of %1 over 5 min").arg(waiting);
    else if (waiting > 0)
        //: Beside the number of paid orders that wait
        card.of = OrderBoardText::tr("all in time");
}

} // namespace

bool isSameNews(const OrderBoard &a, const OrderBoard &b)
{
    return a.waiting == b.waiting && a.deliveredToday == b.deliveredToday && a.handOffs == b.handOffs
        && a.error.text() == b.error.text() && a.configured == b.configured && a.waitingMore == b.waitingMore
        && a.lateMore == b.lateMore && a.deliveredMore == b.deliveredMore;
}

QString deliveredWords(const OrderBoard &board)
{
    const QList<qint64> times = deliveryTimes(board.deliveredToday);
    QString count = QString::number(board.deliveredToday.size() + board.deliveredMore);
    if (times.isEmpty())
        return count;
    //: Beside "Delivered today": how many, and how long they took; "9, median 1:31, slowest 4:07"
    return OrderBoardText::tr("%1, median %2, slowest %3")
        .arg(count, formatWait(times.at((times.size() - 1) / 2)), formatWait(times.last()));
}

MetricRecord paidCard()
{
    return {u"paid"_s, OrderBoardText::tr("Paid, not delivered"), u"–"_s, {}, {}, u"muted"_s, false, true};
}

MetricRecord paidCard(const OrderBoard &board, int late, qint64 nowMs)
{
    MetricRecord card = paidCard();
    const bool isSilent = !board.error.message.isEmpty();
    if (!board.configured) {
        card.caption = OrderBoardText::tr("no platform database");
        return card;
    }
    card.tone = isSilent ? u"warning"_s : late > 0 ? u"danger"_s : u"muted"_s;
    if (isSilent && board.readMs == 0) {
        card.caption = OrderBoardText::tr("database does not answer");
        return card;
    }
    countOn(card, int(board.waiting.size()) + board.waitingMore, late);
    const qint64 since = longestSince(board.waiting);
    if (isSilent)
        card.caption = OrderBoardText::tr("as seen at %1").arg(formatTime(board.readMs));
    else if (since > 0)
        card.caption = OrderBoardText::tr("longest %1").arg(formatWait(nowMs - since));
    else if (board.waiting.isEmpty())
        card.caption = OrderBoardText::tr("none waits");
    return card;
}

} // namespace hermes::desktop
