// What the server tells a component: JSON as bytes, which Streamlit hands over unread.

const decoder = new TextDecoder()
const told = bytes => JSON.parse(decoder.decode(bytes))
