"""The page's address book: `streamlit run app.py`."""

from simulator.ui.navigation import run

run()
