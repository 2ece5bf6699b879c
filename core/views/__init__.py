"""What pages show: frozen values, tested without Streamlit."""
