import JobKit

/// What `nightshift init` writes. The pipeline passes `nightshift check` as it is; a test holds it to that.
enum StarterFiles {
  static func all(kinds: KindRegistry) -> [(path: String, text: String)] {
    [("jobs/nightly.yaml", pipeline), ("cron/nightshift.crontab", crontab)]
  }

  private static let pipeline = """
    # What runs every night. `nightshift check` reports everything that is wrong here at once;
    # `nightshift kinds` lists what a job can be, `nightshift kinds show KIND` its keys.
    pipeline: nightly
    description: Crawl yesterday's events and compact them to Parquet.

    schedule:
      cron: 0 2 * * *              # always UTC: at 02:00 it works on the day that ended two hours earlier
      start: 2026-01-01            # first logical date with data
      catchup: { limit: 3, order: oldest_first }

    deadline: 05:30                # UTC; a run warns before it misses this, from what earlier nights took

    connections:
      lake: { kind: local, path: data/lake }
      duckdb: { kind: duckdb, memory: 2GiB, threads: 2 }

    sources:                       # tables that somebody else writes
      raw.events:
        path: events/
        layout: year=/month=/day=/hour=
        format: json.gz
        event: { id: eventId, type: eventType, time: occurredOn }   # add naive_times_are: Asia/Taipei for times without a zone

    # pools: { shop: 2 }           # at most two at once of the jobs that say `uses: shop`

    jobs:
      crawl_events:
        kind: crawl
        reads: raw.events
        lookback: 3d

      events:
        kind: compact
        needs: [crawl_events]
        reads: raw.events
        writes: curated.events
        # mask: { email: hmac }     # needs NIGHTSHIFT_MASK_KEY in the environment

    """

  private static let crontab = """
    # Install with: crontab cron/nightshift.crontab
    # Silent on success; cron mails what needs a person.
    CRON_TZ=UTC
    MAILTO=data-platform@example.com
    0 2 * * * cd /srv/nightshift && /usr/local/bin/nightshift run

    """
}
