#pragma once

#include "backend.h"
#include "orderlistmodel.h"
#include "orderrows.h"
#include "problem.h"
#include "records.h"

#include <QSet>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The Orders page: what is paid and not delivered, all orders page by page, and what was handed off for a refund.
/// Reads what the platform's database said last; whether that is fresh is told, and old rows stay, greyed.
class OrdersController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    /// waiting, all or handoffs
    Q_PROPERTY(QString tab READ tab WRITE setTab NOTIFY tabChanged)
    Q_PROPERTY(hermes::desktop::OrderListModel *rows READ rows NOTIFY tabChanged)
    Q_PROPERTY(bool opened READ isOpened WRITE setOpened NOTIFY openedChanged)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(bool configured READ isConfigured NOTIFY changed)
    /// What is shown is not what the platform says now.
    Q_PROPERTY(bool stale READ isStale NOTIFY changed)
    Q_PROPERTY(bool lost READ isLost NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    /// The list of the tab is being read for the first time.
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(QString errorTitle READ errorTitle NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY ticked)
    Q_PROPERTY(QString errorDetail READ errorDetail NOTIFY changed)
    Q_PROPERTY(int waitingCount READ waitingCount NOTIFY changed)
    Q_PROPERTY(int overCount READ overCount NOTIFY changed)
    Q_PROPERTY(int handOffCount READ handOffCount NOTIFY changed)
    Q_PROPERTY(QString overText READ overText NOTIFY changed)
    Q_PROPERTY(QString inTimeText READ inTimeText NOTIFY changed)
    Q_PROPERTY(QString deliveredText READ deliveredText NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString readText READ readText NOTIFY ticked)
    Q_PROPERTY(QString age READ age NOTIFY ticked)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)
    Q_PROPERTY(QString selected READ selected WRITE select NOTIFY selectedChanged)
    /// Of the list of all orders.
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    OrdersController(Backend &backend, QObject *parent);

    [[nodiscard]] QString tab() const { return m_tab; }
    void setTab(const QString &tab);
    [[nodiscard]] OrderListModel *rows();
    [[nodiscard]] bool isOpened() const { return m_opened; }
    void setOpened(bool opened);
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] bool isConfigured() const { return m_board.configured; }
    [[nodiscard]] bool isLost() const { return !m_board.error.message.isEmpty(); }
    [[nodiscard]] bool isStale() const { return m_linkStale || isLost(); }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] QString errorTitle() const { return m_board.error.message; }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorDetail() const { return m_board.error.detail; }
    [[nodiscard]] int waitingCount() const { return int(m_board.waiting.size()) + m_board.waitingMore; }
    [[nodiscard]] int overCount() const { return int(m_over.size()) + m_board.lateMore; }
    [[nodiscard]] int handOffCount() const { return int(m_board.handOffs.size()); }
    [[nodiscard]] QString overText() const;
    [[nodiscard]] QString inTimeText() const;
    [[nodiscard]] QString deliveredText() const;
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString readText() const;
    [[nodiscard]] QString age() const;
    [[nodiscard]] QString search() const { return m_search; }
    void setSearch(const QString &text);
    [[nodiscard]] QString selected() const { return m_selected; }
    void select(const QString &id);
    [[nodiscard]] Problem *problem() { return &m_problem; }

    /// "Paid, not delivered" for the Tenants page.
    [[nodiscard]] MetricRecord card() const;
    [[nodiscard]] const OrderRow *find(const QString &id) const;
    /// An order was changed by this window.
    void update(const OrderRow &row);

    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    /// Asks the platform's database now.
    Q_INVOKABLE void look();
    /// The same, and what is wanted of all orders from its beginning.
    Q_INVOKABLE void refresh();
    /// The next page of what is shown, if there is one.
    Q_INVOKABLE void readOn();
    Q_INVOKABLE void copySettingName() const;

Q_SIGNALS:
    void changed();
    void ticked();
    void tabChanged();
    void openedChanged();
    void searchChanged();
    void selectedChanged();
    /// What is known is another than it was, or nobody looked whether it is for a while.
    void boardRead();
    /// These have waited for more than five minutes, and did not when they were looked at last.
    void slaPassed(const QStringList &ids);
    /// These did, and wait no more.
    void lateServed(const QSet<QString> &ids);

private:
    void take(OrderBoard board);
    void showBoard();
    void readPage(bool first);
    void takePage(int serial, bool first, const Result<OrderPage> &page);
    /// Who waits for too long, of a board that is new; tells of those that did not before, if `tell`.
    void findLate(bool tell);
    /// Whom the clock has made late since it was looked at last.
    void findLater(qint64 fromMs);
    void tellLate(const QStringList &ids);
    void greyRows();

    Backend &m_backend;
    OrderListModel m_waiting{OrderListModel::Kind::Waiting};
    OrderListModel m_all{OrderListModel::Kind::All};
    OrderListModel m_handOffs{OrderListModel::Kind::HandOffs};
    OrderBoard m_board;
    Problem m_problem;
    QTimer m_typing; ///< a search begins when somebody stops typing
    QSet<QString> m_over;
    QString m_tab = QStringLiteral("waiting");
    QString m_search;
    QString m_next; ///< where the next page of all orders begins
    QString m_selected;
    int m_serial = 0; ///< of the search; answers of an older one are dropped
    bool m_pageAsked = false;
    bool m_pageKnown = false;
    bool m_opened = false;
    bool m_known = false;
    bool m_asking = false;
    bool m_linkStale = false;
    qint64 m_now = 0;
    qint64 m_askedMs = 0;
    qint64 m_toldMs = 0; ///< when boardRead() was last said
};

} // namespace hermes::desktop
