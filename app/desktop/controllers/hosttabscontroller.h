#pragma once

#include "backend.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Of the chosen host: what on it is not as the registry has it, and what people did with it.
class HostTabsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(QString leaksTitle READ leaksTitle NOTIFY changed)
    /// Why there is none to be seen.
    Q_PROPERTY(QString leaksText READ leaksText NOTIFY changed)
    Q_PROPERTY(hermes::desktop::RecordListModel *leaks READ leaks CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *events READ events CONSTANT)
public:
    using QObject::QObject;

    [[nodiscard]] QString leaksTitle() const;
    [[nodiscard]] QString leaksText() const;
    [[nodiscard]] RecordListModel *leaks() { return &m_leaks; }
    [[nodiscard]] RecordListModel *events() { return &m_events; }

    void show(const QString &host);
    void setBoard(const LeakBoard &board);
    void setEvents(const QString &host, const QList<JournalEntry> &events);
    void retranslate() { rebuild(); }

Q_SIGNALS:
    void changed();

private:
    void rebuild();

    QString m_host;
    LeakBoard m_board;
    QList<JournalEntry> m_entries;
    RecordList<StatusRecord> m_leaks;
    RecordList<StatusRecord> m_events;
};

} // namespace hermes::desktop
