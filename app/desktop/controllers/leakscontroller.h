#pragma once

#include "backend.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// The leak board: what is on the hosts and not as the registry has it. Looked at when the page is opened, every minute
/// while it is, and every five minutes for the number beside its name.
class LeaksController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(hermes::desktop::RecordListModel *rows READ rows CONSTANT)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(bool looking READ isLooking NOTIFY changed)
    Q_PROPERTY(bool repairing READ isRepairing NOTIFY changed)
    Q_PROPERTY(bool repairable READ isRepairable NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString silentText READ silentText NOTIFY changed)
    Q_PROPERTY(QString lookedText READ lookedText NOTIFY ticked)
    Q_PROPERTY(bool opened READ isOpened WRITE setOpened NOTIFY openedChanged)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    LeaksController(Backend &backend, QObject *parent);

    [[nodiscard]] RecordListModel *rows() { return &m_rows; }
    [[nodiscard]] bool isKnown() const { return m_board.lookedMs > 0; }
    [[nodiscard]] bool isLooking() const { return m_looking; }
    [[nodiscard]] bool isRepairing() const { return m_repairing; }
    [[nodiscard]] bool isRepairable() const;
    [[nodiscard]] int total() const { return int(m_board.rows.size()); }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString silentText() const;
    [[nodiscard]] QString lookedText() const;
    [[nodiscard]] bool isOpened() const { return m_opened; }
    void setOpened(bool opened);
    [[nodiscard]] Problem *problem() { return &m_problem; }

    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();

    Q_INVOKABLE void look();
    Q_INVOKABLE void repair();

Q_SIGNALS:
    void changed();
    void ticked();
    void openedChanged();
    void looked(const hermes::desktop::LeakBoard &board);

private:
    void take(const Result<LeakBoard> &board);
    void rebuild();

    Backend &m_backend;
    LeakBoard m_board;
    RecordList<LeakRecord> m_rows;
    Problem m_problem;
    qint64 m_now = 0;
    qint64 m_askedMs = 0;
    bool m_opened = false;
    bool m_stale = false;
    bool m_looking = false;
    bool m_repairing = false;
};

} // namespace hermes::desktop
