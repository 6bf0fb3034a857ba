"""Tables, charts and exports of projections."""
