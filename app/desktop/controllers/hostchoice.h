#pragma once

#include "backend.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QTimer>

namespace hermes::desktop {

/// The hosts that could take a new tenant, and the one that will. Reads them anew whenever a host has changed; what the
/// person chose stays chosen for as long as the host exists.
class HostChoice : public QObject {
    Q_OBJECT
public:
    HostChoice(Backend &backend, QObject *parent);

    /// Forgets the choice and reads for `tier`; `butNot`: a host that is none to choose.
    void begin(const QString &tier, const QString &butNot = {});
    void end();
    void setTier(const QString &tier);
    void choose(const QString &host);
    void retranslate();

    /// Empty where no host is possible and none was chosen.
    [[nodiscard]] QString host() const { return m_host; }
    /// Why the chosen host cannot take it.
    [[nodiscard]] QString reason() const;
    [[nodiscard]] RecordListModel *model() { return &m_records; }

Q_SIGNALS:
    /// The host or its reason is another one.
    void changed();
    void failed(const hermes::Error &error);

private:
    void read();
    void take(const QList<Placement> &answer);
    void settle();
    void rebuild();

    Backend &m_backend;
    RecordList<HostChoiceRecord> m_records;
    QList<Placement> m_placements;
    QTimer m_again;
    QString m_tier;
    QString m_butNot;
    QString m_host;
    int m_asked = 0;
    bool m_open = false;
    bool m_chosen = false;
};

} // namespace hermes::desktop
