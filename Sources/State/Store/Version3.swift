/// The third version: transactions are counted, and a run whose clock was wrong can be told from the others.
enum Version3 {
  static let sql = """
    -- One row: how many transactions have changed this file.
    CREATE TABLE tally (commits INTEGER NOT NULL);
    INSERT INTO tally (commits) VALUES (0);
    -- 1 where a person has said that the clock of the run was wrong: its moment says nothing about the clocks of later ones.
    ALTER TABLE run ADD COLUMN disbelieved INTEGER NOT NULL DEFAULT 0;
    """
}
